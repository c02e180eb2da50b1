import { z } from "zod";
import { keepPostings, takeShownPostings, withTimesForChats } from "../chats/take-postings";
import { now } from "../clock";
import { db } from "../db/client";
import { MarketplaceError } from "../marketplaces/errors";
import type { OrderPort, PostingFacts } from "../marketplaces/order-port";
import type { SectionCursor, SectionReader, SectionStep, StepInput } from "../sync/section";

/** How far back the first pass goes. */
const FIRST_DAYS = 30;
/** Nothing older than this is asked for; running orders of that age are lost to the marketplace's lists, too. */
const OLDEST_DAYS = 364;
const DAY_MS = 86_400_000;
/** What is ordered meanwhile is told a little late, and clocks differ. */
const OVERLAP_MS = 5 * 60_000;
/** Running orders that are older than the first pass reaches are asked for one by one, so many a step. */
const OLD_AT_ONCE = 10;
const OLD_EVERY_MS = DAY_MS;
/** Changed postings of one transaction: some pages. */
const MOST_KEPT_AT_ONCE = 1000;
/** FBO lists cannot be asked for what changed: all of the last days is read again, at most this often. */
const FBO_EVERY_MS = 10 * 60_000;

const cursorShape = z.union([
  z.object({
    part: z.literal("list"),
    since: z.iso.datetime(),
    to: z.iso.datetime(),
    page: z.record(z.string(), z.unknown()),
    isFull: z.boolean(),
    /** A page of it was refused once, and it was read from its top again. */
    isRestarted: z.boolean().optional(),
  }),
  z.object({ part: z.literal("old"), after: z.string() }),
]);
type Place = z.infer<typeof cursorShape>;

const memoryShape = z.object({
  /** When running orders of long ago were last asked for. */
  old_at: z.iso.datetime().nullish().catch(null),
  /** When the last days of FBO orders were last read as a whole. */
  full_at: z.iso.datetime().nullish().catch(null),
});

/** The seller's own postings (FBS, rFBS). */
export const ordersSection: SectionReader = {
  section: "orders",
  everySeconds: 60,
  isOffered: (marketplace) => marketplace.orders !== undefined,
  step: async (input) => {
    const { place, memory } = readState(input);
    if (place?.part === "list") return listStep(input, "own", place, memory);
    if (place?.part === "old") return oldStep(input, place.after, memory);
    if (input.freshAt === null) return listStep(input, "own", beginning(), memory);
    return changesStep(input, input.freshAt, memory);
  },
};

/** Postings from the marketplace's own warehouses. */
export const fboOrdersSection: SectionReader = {
  section: "fbo_orders",
  everySeconds: 300,
  isOffered: (marketplace) => marketplace.orders !== undefined,
  step: (input) => {
    const { place, memory } = readState(input);
    if (place?.part === "list") return listStep(input, "fbo", place, memory);
    const isFull = input.freshAt === null || isDue(memory.full_at, FBO_EVERY_MS);
    const since = isFull ? daysBack(FIRST_DAYS) : new Date((input.freshAt ?? now()).getTime() - OVERLAP_MS);
    return listStep(input, "fbo", { ...beginning(), since: since.toISOString(), isFull }, memory);
  },
};

type Memory = z.infer<typeof memoryShape>;
type ListPlace = Extract<Place, { part: "list" }>;

/** A place that is not understood (an older version wrote it) begins the pass anew. */
function readState(input: StepInput): { place: Place | null; memory: Memory } {
  return {
    place: input.cursor === null ? null : (cursorShape.safeParse(input.cursor).data ?? null),
    memory: memoryShape.safeParse(input.memory).data ?? {},
  };
}

function beginning(): ListPlace {
  const to = new Date(now().getTime() + OVERLAP_MS);
  return {
    part: "list",
    since: daysBack(FIRST_DAYS).toISOString(),
    to: to.toISOString(),
    page: {},
    isFull: true,
  };
}

/** One page of what was ordered in a time, newest first. */
async function listStep(
  input: StepInput,
  kind: "own" | "fbo",
  place: ListPlace,
  memory: Memory,
): Promise<SectionStep> {
  const { since, to } = place;
  const isTop = Object.keys(place.page).length === 0;
  const page = await readPage(input, place.isRestarted === true, {
    kind,
    since: new Date(since),
    to: new Date(to),
    cursor: isTop ? null : place.page,
  });
  // A list that ended meanwhile (another generation of the method answers now) is read from its top again.
  const next = page === "refused" ? {} : page.cursor;
  const isFullyRead = next === null && place.isFull;
  return keeping(input, {
    postings: page === "refused" ? [] : page.items,
    cursor:
      next === null ? null : { ...place, page: next, ...(page === "refused" ? { isRestarted: true } : {}) },
    memory: isFullyRead
      ? {
          ...memory,
          full_at: input.passStartedAt.toISOString(),
          old_at: memory.old_at ?? now().toISOString(),
        }
      : memory,
  });
}

/** A list that is refused a second time is begun anew by the engine, after growing pauses. */
async function readPage(
  input: StepInput,
  isRestarted: boolean,
  query: Parameters<OrderPort["listPostings"]>[0],
) {
  try {
    return await ordersOf(input).listPostings(query);
  } catch (error) {
    const isLost =
      error instanceof MarketplaceError && error.kind === "cursor_refused" && query.cursor !== null;
    if (isLost && !isRestarted) return "refused";
    throw error;
  }
}

/**
 * What changed since the last pass. The list of changes goes by the age of the orders, so it is read whole within one
 * step: a death costs the same requests again. After days of silence that is a great deal, and is kept some at a time
 * ahead of the pass: no transaction grows with the silence, and keeping a posting twice changes nothing.
 */
async function changesStep(input: StepInput, freshAt: Date, memory: Memory): Promise<SectionStep> {
  const since = new Date(Math.max(freshAt.getTime() - OVERLAP_MS, daysBack(OLDEST_DAYS).getTime()));
  const postings: PostingFacts[] = [];
  let ahead = 0;
  for await (const page of ordersOf(input).listChanged({ since })) {
    postings.push(...page.postings);
    if (postings.length < MOST_KEPT_AT_ONCE) continue;
    const { sellerId, marketplace } = input;
    ahead += postings.length;
    await takeShownPostings({ sellerId, marketplace, postings: postings.splice(0) });
  }
  const isOldDue = isDue(memory.old_at, OLD_EVERY_MS);
  const cursor: Place | null = isOldDue ? { part: "old", after: "" } : null;
  const step = await keeping(input, { postings, cursor, memory });
  return { ...step, count: ahead + step.count };
}

/** Running orders of long ago, a few a step: a change of theirs may have been missed while nobody looked. */
async function oldStep(input: StepInput, after: string, memory: Memory): Promise<SectionStep> {
  // index postings_under_way
  const rows = await db().$queryRaw<Array<{ postingNumber: string }>>`
    SELECT posting_number AS "postingNumber" FROM postings
     WHERE seller_id = ${input.sellerId}::uuid AND scheme <> 'fbo' AND posting_number > ${after}
       AND stage IN ('awaiting', 'packing', 'shipped')
       AND ordered_at < ${daysBack(FIRST_DAYS)} AND ordered_at > ${daysBack(OLDEST_DAYS)}
       AND checked_at < ${new Date(now().getTime() - OLD_EVERY_MS)}
     ORDER BY posting_number LIMIT ${OLD_AT_ONCE}`;
  const postings: PostingFacts[] = [];
  for (const { postingNumber } of rows) {
    const posting = await ordersOf(input).findPosting(postingNumber);
    if (posting !== null) postings.push(posting);
  }
  const last = rows.at(-1)?.postingNumber;
  const isOver = last === undefined || rows.length < OLD_AT_ONCE;
  return keeping(input, {
    postings,
    cursor: isOver ? null : { part: "old", after: last },
    memory: isOver ? { ...memory, old_at: now().toISOString() } : memory,
  });
}

async function keeping(
  input: StepInput,
  read: { postings: readonly PostingFacts[]; cursor: Place | null; memory: Memory },
): Promise<SectionStep> {
  const { sellerId, marketplace } = input;
  const postings = await withTimesForChats({ sellerId, marketplace, postings: read.postings });
  const { capabilities } = marketplace;
  const isPast = input.freshAt === null;
  const memory: SectionCursor = read.memory;
  return {
    store: async (tx) => void (await keepPostings(tx, { sellerId, capabilities, postings, isPast })),
    cursor: read.cursor,
    count: postings.length,
    total: null,
    memory,
  };
}

function ordersOf({ marketplace }: StepInput): OrderPort {
  if (marketplace.orders === undefined) throw new Error("a marketplace without orders was asked for them");
  return marketplace.orders;
}

function daysBack(days: number): Date {
  return new Date(now().getTime() - days * DAY_MS);
}

function isDue(last: string | null | undefined, everyMs: number): boolean {
  return last === null || last === undefined || now().getTime() - Date.parse(last) >= everyMs;
}
