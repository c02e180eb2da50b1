import { createHash } from "node:crypto";
import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { requireSeller } from "../sellers/change-seller";
import type { SellerRow } from "../sellers/model";
import { readService } from "../sellers/read-service";
import type { Broadcast, BroadcastBody } from "../wire/broadcasts";
import { askForApproval, isApprovalNeeded, wouldNeedApproval } from "./approval";
import { toWireBroadcast } from "./model";
import { lockBroadcast, recordAct } from "./record";
import { startOrScheduleIn } from "./start";
import { checkTerms, ignoredOf, type Terms, toColumns, toTerms } from "./terms";

/** For how long the same key names the same broadcast, in milliseconds: as long as an Idempotency-Key (contract). */
const KEY_LASTS_MS = 24 * 60 * 60_000;

/**
 * Makes a broadcast and, unless `start` is false, starts or schedules it, all in one transaction: when it cannot start,
 * nothing is stored. With more recipients than one person may write to it stays a draft that waits for a second one.
 * Throws `not_found`, what `checkTerms` throws, and `empty_audience`.
 */
export async function addBroadcast(input: {
  actor: Actor;
  given: BroadcastBody;
  /** The caller's own: the same key, given again after a crash, finds the broadcast it made. */
  idempotencyKey?: string | null;
}): Promise<Broadcast> {
  const { actor, given } = input;
  const seller = await requireSeller(actor, given.seller_id);
  const repeated = await findRepeated(actor, input.idempotencyKey ?? null);
  if (repeated.made !== null) return repeated.made;
  const terms = toTerms(given, seller);
  checkTerms({ actor, seller, terms, isTimeNew: true });
  const name = given.name ?? (await usualName(actor, seller, terms));
  const put = (then: "keep" | "go" | "ask") => store({ actor, seller, terms, name, id: repeated.id, then });
  if (!given.start) return put("keep");
  if (terms.scheduleAt !== null && (await needsSecondPerson(actor, seller, terms))) return put("ask");
  return put("go").catch((error: unknown) => {
    if (!isApprovalNeeded(error)) throw error;
    return put("ask");
  });
}

function needsSecondPerson(actor: Actor, seller: SellerRow, terms: Terms): Promise<boolean> {
  return wouldNeedApproval(actor, { ...toColumns(terms), sellerId: seller.id, approval: "not_needed" });
}

async function store(input: {
  actor: Actor;
  seller: SellerRow;
  terms: Terms;
  name: string;
  id: string | undefined;
  then: "keep" | "go" | "ask";
}): Promise<Broadcast> {
  const { actor, seller, terms, name, id, then } = input;
  // no audit: here, for recordAct writes the record.
  const row = await inTransaction(async (tx) => {
    const { id: newId } = await tx.sql.broadcast.create({
      data: { id, sellerId: seller.id, name, createdBy: actor.userId, createdAt: now(), ...toColumns(terms) },
      select: { id: true },
    });
    const made = await lockBroadcast(tx, newId);
    const details = { kind: made.kind, rate_limit: made.rateLimit, ignores: ignoredOf(made) };
    const added = await recordAct(tx, made, { action: "broadcast.added", details, doer: actor });
    if (then === "ask") return askForApproval(tx, added, actor);
    return then === "go" ? startOrScheduleIn(tx, added, actor) : added;
  });
  return toWireBroadcast(row);
}

/**
 * What a broadcast is called when its maker gave an Idempotency-Key: the row itself then remembers the key, for a process
 * that dies between storing it and noting its answer must not write to everybody a second time.
 */
async function findRepeated(
  actor: Actor,
  key: string | null,
): Promise<{ made: Broadcast | null; id: string | undefined }> {
  if (key === null) return { made: null, id: undefined };
  const id = idOfKey(actor.userId, key);
  const row = await db().broadcast.findUnique({ where: { id } });
  if (row === null) return { made: null, id };
  const isOld = row.createdAt.getTime() < now().getTime() - KEY_LASTS_MS;
  return isOld ? { made: null, id: undefined } : { made: toWireBroadcast(row), id: undefined };
}

/** A UUID of version 8: one that its maker worked out. */
function idOfKey(userId: string, key: string): string {
  const hex = createHash("sha256").update(`broadcast\n${userId}\n${key}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function usualName(actor: Actor, seller: SellerRow, terms: Terms): Promise<string> {
  const { time_zone: timeZone } = await readService({ actor, sellerId: seller.id });
  const day = new Intl.DateTimeFormat("ru", { timeZone, day: "2-digit", month: "2-digit" });
  const what = terms.stages.length > 0 ? "О заказах" : "Рассылка";
  return `${what} ${day.format(terms.scheduleAt ?? now())}`;
}
