import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import { MarketplaceError, type MarketplaceErrorKind } from "../marketplaces/errors";
import { appendEvents } from "../realtime/append-event";
import { diagnoseSeller } from "../sellers/connect-seller";
import { rejectCredentials } from "../sellers/record-health";
import type { SectionRow } from "./model";

/** A right, a tariff or a method that is missing is looked for again after this long, or with another key. */
export const REFUSED_HOURS = 24;
const FIRST_PAUSE_SECONDS = 10;
const LONGEST_PAUSE_SECONDS = 15 * 60;

const LASTING: ReadonlySet<MarketplaceErrorKind> = new Set([
  "role_missing",
  "subscription_missing",
  "not_found",
]);

/**
 * What a failed step means: a lasting refusal ends the pass until another key or day, a refused cursor begins it anew,
 * everything else is tried again from where it stands, after growing pauses.
 */
export async function noteFailure(row: SectionRow, error: unknown): Promise<void> {
  if (error instanceof MarketplaceError) {
    const { kind, theirText } = error;
    if (LASTING.has(kind)) return noteRefusal(row, { code: kind, text: theirText });
    if (kind === "credentials_rejected") {
      const meaning = await judgeKey(row.sellerId, error);
      if (meaning === "stopped") return;
      if (meaning === "limited") return noteRefusal(row, { code: "role_missing", text: theirText });
    }
    return notePause(row, {
      code: kind,
      text: theirText,
      seconds: error.retryAfterSeconds,
      isBegunAnew: kind === "cursor_refused",
    });
  }
  await notePause(row, { code: "internal", text: null, seconds: null, isBegunAnew: false });
}

/**
 * A bare 403 may mean the key or this one method: the marketplace is asked. `later`: it does not say, or the key that was
 * rejected is another one by now; nothing is refused for a day because of that.
 */
async function judgeKey(sellerId: string, error: MarketplaceError): Promise<"stopped" | "limited" | "later"> {
  const diagnosis = await diagnoseSeller(sellerId).catch(() => null);
  if (diagnosis?.verdict === "limited") return "limited";
  if (diagnosis?.verdict !== "rejected") return "later";
  return (await rejectCredentials(sellerId, error, diagnosis)) === "stopped" ? "stopped" : "later";
}

/** The key may not ask for it: left alone for a day. */
export async function noteRefusal(
  row: SectionRow,
  { code, text }: { code: string; text: string | null },
): Promise<void> {
  log().info({ seller_id: row.sellerId, section: row.section, code }, "a section is refused");
  await write(row, {
    refusedAt: now(),
    passId: null,
    errorCode: code,
    errorText: text?.slice(0, 500) ?? null,
    nextAt: new Date(now().getTime() + REFUSED_HOURS * 3_600_000),
  });
}

async function notePause(
  row: SectionRow,
  given: { code: string; text: string | null; seconds: number | null; isBegunAnew: boolean },
): Promise<void> {
  const failures = row.failures + 1;
  const backoff = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(failures - 1, 10));
  const seconds = Math.max(given.seconds ?? 0, backoff * (0.5 + Math.random() / 2));
  log().info({ seller_id: row.sellerId, section: row.section, code: given.code, seconds }, "a section waits");
  await write(row, {
    failures,
    errorCode: given.code,
    errorText: given.text?.slice(0, 500) ?? null,
    nextAt: new Date(now().getTime() + seconds * 1000),
    ...(given.isBegunAnew ? { passId: null } : {}),
  });
}

type Change = Partial<
  Pick<SectionRow, "failures" | "refusedAt" | "passId" | "errorCode" | "errorText" | "nextAt">
>;

async function write(row: SectionRow, change: Change): Promise<void> {
  // no audit: the section itself shows it.
  await inTransaction(async (tx) => {
    const changed = await tx.sql.sectionSync.updateMany({ where: { id: row.id }, data: change });
    if (changed.count === 0) return; // removed with its seller
    const isNews = row.errorCode !== change.errorCode || row.askedAt !== null;
    if (isNews)
      await appendEvents(tx, [{ name: "section.updated", sellerId: row.sellerId, subjectId: row.id }]);
  });
}
