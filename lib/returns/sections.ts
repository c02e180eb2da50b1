import { z } from "zod";
import { now } from "../clock";
import { db } from "../db/client";
import type { ReturnFacts, ReturnPort } from "../marketplaces/return-port";
import type { SectionReader, SectionStep, StepInput } from "../sync/section";
import { storeReturns } from "./store-returns";

/** What the first pass takes in, and in windows of how many days. */
const FIRST_DAYS = 90;
const WINDOW_DAYS = 30;
const DAY_MS = 86_400_000;
/** What changed just now may be told a little late, and clocks differ. */
const OVERLAP_MS = 10 * 60_000;
/** A rejected request can become a dispute: those of so many days are listed anew in every pass, open or not. */
const RELISTED_DAYS = 30;
/** A request older than this is not looked for any more, open or not. */
const OLDEST_REQUEST_DAYS = 180;
/** Requests asked for in full in one step; one request each. */
const WHOLE_A_STEP = 5;
/** An open request is asked for in full so often, even where its state stays: what is offered changes with time. */
const WHOLE_EVERY_MS = 60 * 60_000;

const instantText = z.iso.datetime();
/** `to`: the end of the window that is read; `since`: the beginning of the whole pass; `page`: the adapter's own. */
const listing = z.object({
  phase: z.literal("list"),
  since: instantText,
  to: instantText,
  page: z.record(z.string(), z.unknown()).nullable(),
});
type Listing = z.infer<typeof listing>;
/** `after`: up to which id open requests have been asked for in full. */
const asking = z.object({ phase: z.literal("whole"), after: z.string() });

/** Goods on their way back (FBO, FBS): 90 days at first, then what changed. */
export const returnsSection: SectionReader = {
  section: "returns",
  everySeconds: 300,
  isOffered: (marketplace) => marketplace.returns !== undefined,
  async step(input) {
    const begun = listing.safeParse(input.cursor);
    const at = begun.success ? begun.data : begin(input.passStartedAt, changedSince(input));
    const { step, next } = await readList(input, at, (port) => port.listParcels);
    return { ...step, cursor: next };
  },
};

/**
 * Buyers' requests (rFBS). The list tells no moment of a change: requests since the oldest open one (and of the last month) are
 * listed anew, and open ones whose state is new, or that were not looked at for an hour, are asked for in full.
 */
export const returnRequestsSection: SectionReader = {
  section: "return_requests",
  everySeconds: 300,
  isOffered: (marketplace) => marketplace.returns !== undefined,
  async step(input) {
    const whole = asking.safeParse(input.cursor);
    if (whole.success) return askWhole(input, whole.data.after);
    const begun = listing.safeParse(input.cursor);
    const at = begun.success ? begun.data : begin(input.passStartedAt, await openSince(input));
    const { step, next } = await readList(input, at, (port) => port.listRequests);
    return { ...step, cursor: next ?? { phase: "whole", after: "" } };
  },
};

function portOf({ marketplace }: StepInput): ReturnPort {
  if (marketplace.returns === undefined) throw new Error("a marketplace without returns has no such section");
  return marketplace.returns;
}

function begin(to: Date, since: Date): Listing {
  return { phase: "list", since: since.toISOString(), to: to.toISOString(), page: null };
}

function changedSince({ passStartedAt, freshAt }: StepInput): Date {
  return freshAt === null
    ? new Date(passStartedAt.getTime() - FIRST_DAYS * DAY_MS)
    : new Date(freshAt.getTime() - OVERLAP_MS);
}

/** Index returns_open_requests. */
async function openSince(input: StepInput): Promise<Date> {
  const relisted = input.passStartedAt.getTime() - RELISTED_DAYS * DAY_MS;
  const since = Math.min(changedSince(input).getTime(), relisted);
  const oldest = await db().return.aggregate({
    where: { sellerId: input.sellerId, kind: "request", isOpen: true },
    _min: { createdAt: true },
  });
  const floor = input.passStartedAt.getTime() - OLDEST_REQUEST_DAYS * DAY_MS;
  const from = Math.min(since, oldest._min.createdAt?.getTime() ?? since);
  return new Date(Math.max(from, floor));
}

/** One page of the window that ends at `to`, the newest window first; then the window before it. */
async function readList(
  input: StepInput,
  at: Listing,
  pick: (port: ReturnPort) => ReturnPort["listParcels"],
): Promise<{ step: Omit<SectionStep, "cursor">; next: Listing | null }> {
  const since = new Date(at.since);
  const to = new Date(at.to);
  const from = new Date(Math.max(since.getTime(), to.getTime() - WINDOW_DAYS * DAY_MS));
  const page = await pick(portOf(input))({ since: from, to, cursor: at.page });
  const before = from > since ? { ...at, to: from.toISOString(), page: null } : null;
  return {
    step: {
      store: (tx) => storeReturns(tx, { sellerId: input.sellerId, returns: page.items }),
      count: page.items.length,
      total: null,
    },
    next: page.cursor === null ? before : { ...at, page: { ...page.cursor } },
  };
}

async function askWhole(input: StepInput, after: string): Promise<SectionStep> {
  const { sellerId } = input;
  const hourAgo = new Date(now().getTime() - WHOLE_EVERY_MS);
  const due = await db().return.findMany({
    where: {
      sellerId,
      kind: "request",
      isOpen: true,
      externalId: { gt: after },
      OR: [{ detailedAt: null }, { detailedAt: { lt: hourAgo } }],
    },
    orderBy: { externalId: "asc" },
    take: WHOLE_A_STEP,
    select: { externalId: true },
  });
  const port = portOf(input);
  const found: ReturnFacts[] = [];
  for (const { externalId } of due) {
    const facts = await port.findRequest(externalId);
    if (facts !== null) found.push(facts);
  }
  const last = due.length === WHOLE_A_STEP ? due.at(-1) : undefined;
  return {
    store: (tx) => storeReturns(tx, { sellerId, returns: found }),
    cursor: last === undefined ? null : { phase: "whole", after: last.externalId },
    count: found.length,
    total: null,
  };
}
