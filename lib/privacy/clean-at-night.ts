import { z } from "zod";
import { appendAudit } from "../audit/append";
import { forgetSomeAudit } from "../audit/forget";
import { forgetCached, listCached } from "../chats/attachment-cache";
import { emptyChats } from "../chats/empty-chats";
import { forgetOrphanCopies } from "../chats/orphan-copies";
import { now } from "../clock";
import { db } from "../db/client";
import { readSetting, type SettingOf, writeSetting } from "../db/setting";
import { inTransaction, type Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { log } from "../log";
import { type RetentionCounts, retentionCounts } from "../wire/retention";
import { type CleanedPiece, cleanPostings, cleanReturns } from "./clean-orders";
import { readRetention } from "./retention-rules";
import { isOfOldMessage, isOldChat, isOldFile, type OldBefore, oldBefore } from "./what-is-old";

const CHATS_AT_ONCE = 50;
const FILES_AT_ONCE = 200;
/** A run that said nothing for so long belongs to a process that died; another goes on with it. */
const STALE_MS = 5 * 60_000;
/** When the desks are quiet, in the marketplaces' own time zone. */
const NIGHT = { from: 2, until: 6, timeZone: "Europe/Moscow" } as const;

const noCounts: RetentionCounts = {
  chats: 0,
  messages: 0,
  notes: 0,
  files: 0,
  files_bytes: 0,
  audit_entries: 0,
  orders: 0,
};

/** The run of one day, and what it took so far: moved in the transactions that delete. */
const run = z.object({
  day: z.string(),
  seen_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  // Runs of an older version counted no orders.
  counts: retentionCounts.extend({ orders: z.number().int().default(0) }),
});
const setting: SettingOf<typeof run> = {
  name: "retention_run",
  schema: run,
  fallback: {
    day: "",
    seen_at: "1970-01-01T00:00:00Z",
    finished_at: "1970-01-01T00:00:00Z",
    counts: noCounts,
  },
};

/**
 * For the sweep: once a night deletes what the rules call old. Of several processes one does it, in small pieces; what
 * a killed one leaves, another goes on with, and the counts are those of all pieces together.
 */
export async function cleanAtNight(): Promise<void> {
  await forgetOrphanCopies();
  const rules = await readRetention();
  if (Object.values(rules).every((days) => days === null)) return;
  if (!(await takeRun())) return;
  await clean();
  await finishRun();
}

/** The rules are read anew before every piece: an admin who takes one back at night must not wait for the morning. */
async function clean(): Promise<void> {
  const before = async () => oldBefore(await readRetention());
  while (await cleanChats(await before())) await tick();
  await cleanBuyers(before, cleanPostings);
  await cleanBuyers(before, cleanReturns);
  while (await cleanSentFiles(await before())) await tick();
  await cleanCopies(await before());
  while (await cleanAudit(await before())) await tick();
}

async function cleanAudit({ audit: before }: OldBefore): Promise<boolean> {
  if (before === null) return false;
  // no audit: forgetSomeAudit says itself what it removed, and the end of the run says all of it.
  const count = await inTransaction((tx) => withCount(tx, "audit_entries", forgetSomeAudit(tx, before)));
  return count > 0;
}

/** Lets what desks do go between two pieces. */
async function tick(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Whether there may be more. */
async function cleanChats({ messages: before }: OldBefore): Promise<boolean> {
  if (before === null) return false;
  const cached = await listCached();
  // no audit: the end of the run says all of it; no events: nobody has such old chats on the screen at night.
  const gone = await inTransaction(async (tx) => {
    const chats = await tx.sql.$queryRaw<Array<{ id: string }>>`
      SELECT c.id FROM chats c WHERE ${isOldChat(before)}
       ORDER BY c.last_message_at LIMIT ${CHATS_AT_ONCE} FOR UPDATE SKIP LOCKED`;
    if (chats.length === 0) return null;
    const emptied = await emptyChats(tx, { chatIds: chats.map((chat) => chat.id), upTo: before });
    const copies = emptied.attachmentIds.filter((id) => cached.has(id));
    await addCounts(tx, {
      chats: chats.length,
      messages: emptied.messages,
      notes: emptied.notes,
      files: emptied.files + copies.length,
      files_bytes: emptied.filesBytes + copies.reduce((sum, id) => sum + (cached.get(id) ?? 0), 0),
    });
    tx.afterCommit(() => forgetCached(copies));
    return chats.length;
  });
  return gone === CHATS_AT_ONCE;
}

/** Orders and returns that no chat speaks of lose their buyer, piece by piece. */
async function cleanBuyers(
  readBefore: () => Promise<OldBefore>,
  clean: typeof cleanPostings | typeof cleanReturns,
): Promise<void> {
  let next: CleanedPiece["next"] = null;
  do {
    const { messages: before } = await readBefore();
    if (before === null) return;
    const after: CleanedPiece["next"] = next;
    // no audit: the end of the run says all of it; no events: nobody has such old orders on the screen at night.
    next = await inTransaction(async (tx): Promise<CleanedPiece["next"]> => {
      const piece: CleanedPiece = await clean(tx, before, after);
      if (piece.count > 0) await addCounts(tx, { orders: piece.count });
      return piece.next;
    });
    await tick();
  } while (next !== null);
}

async function cleanSentFiles({ files: before }: OldBefore): Promise<boolean> {
  if (before === null) return false;
  // no audit: the end of the run says all of it.
  return inTransaction(async (tx) => {
    const [gone] = await tx.sql.$queryRaw<Array<{ count: bigint; bytes: bigint }>>`
      WITH old AS (SELECT f.id FROM outbound_files f WHERE ${isOldFile(before)} LIMIT ${FILES_AT_ONCE}),
           gone AS (DELETE FROM outbound_files WHERE id IN (SELECT id FROM old) RETURNING id, size_bytes),
           unlinked AS (UPDATE attachments SET file_id = NULL WHERE file_id IN (SELECT id FROM gone))
      SELECT count(*) AS count, coalesce(sum(size_bytes), 0)::bigint AS bytes FROM gone`;
    const count = Number(gone?.count ?? 0);
    await addCounts(tx, { files: count, files_bytes: Number(gone?.bytes ?? 0) });
    return count === FILES_AT_ONCE;
  });
}

async function cleanCopies({ files: before }: OldBefore): Promise<void> {
  if (before === null) return;
  const cached = await listCached();
  const old = await db().$queryRaw<Array<{ id: string }>>`
    SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id
     WHERE a.id = ANY (${[...cached.keys()].filter(isUuid)}::uuid[]) AND ${isOfOldMessage(before)}`;
  const ids = old.map(({ id }) => id);
  await forgetCached(ids);
  // no audit: the end of the run says all of it.
  await inTransaction((tx) =>
    addCounts(tx, {
      files: ids.length,
      files_bytes: ids.reduce((sum, id) => sum + (cached.get(id) ?? 0), 0),
    }),
  );
}

async function withCount(tx: Tx, name: keyof RetentionCounts, work: Promise<number>): Promise<number> {
  const count = await work;
  await addCounts(tx, { [name]: count });
  return count;
}

async function addCounts(tx: Tx, more: Partial<RetentionCounts>): Promise<void> {
  await tx.sql.$queryRaw`SELECT 1 FROM settings WHERE name = ${setting.name} FOR UPDATE`;
  const state = await readSetting(setting, tx.sql);
  const counts = { ...state.counts };
  for (const [name, count] of Object.entries(more)) {
    const key = name as keyof RetentionCounts; // the keys of the very type
    counts[key] += count;
  }
  await writeSetting(tx, setting, { ...state, counts, seen_at: now().toISOString() });
}

/** Whether this process is to clean now: a new night's run, or one that somebody left unfinished. */
async function takeRun(): Promise<boolean> {
  // no audit: whose turn it is is bookkeeping.
  return inTransaction(async (tx) => {
    await tx.sql.setting.createMany({
      data: [{ name: setting.name, value: setting.fallback }],
      skipDuplicates: true,
    });
    await tx.sql.$queryRaw`SELECT 1 FROM settings WHERE name = ${setting.name} FOR UPDATE`;
    const state = await readSetting(setting, tx.sql);
    const seen_at = now().toISOString();
    const { day, hour } = here();
    // Also for what was left unfinished: rules that were made by day are followed by night.
    if (hour < NIGHT.from || hour >= NIGHT.until) return false;
    if (state.finished_at === null) {
      if (now().getTime() - new Date(state.seen_at).getTime() < STALE_MS) return false;
      await writeSetting(tx, setting, { ...state, seen_at });
      return true;
    }
    if (state.day >= day) return false;
    await writeSetting(tx, setting, { day, seen_at, finished_at: null, counts: noCounts });
    return true;
  });
}

function here(): { day: string; hour: number } {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: NIGHT.timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(now());
  const [day = "", time = ""] = text.split(" ");
  return { day, hour: Number(time.slice(0, 2)) };
}

async function finishRun(): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.sql.$queryRaw`SELECT 1 FROM settings WHERE name = ${setting.name} FOR UPDATE`;
    const state = await readSetting(setting, tx.sql);
    // A process that slept for long is not alone with its run: who ends it first says so.
    if (state.finished_at !== null) return;
    await writeSetting(tx, setting, { ...state, finished_at: now().toISOString() });
    const hasTaken = Object.values(state.counts).some((count) => count > 0);
    log().info({ ...state.counts }, "retention: the night's cleaning is done");
    if (!hasTaken) return;
    await appendAudit(tx, {
      actor: { type: "system", id: null },
      action: "retention.cleaned",
      subject: { type: "retention", id: null },
      sellerId: null,
      details: { ...state.counts },
    });
  });
}
