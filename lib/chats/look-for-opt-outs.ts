import { z } from "zod";
import { now } from "../clock";
import { type SettingOf, writeSetting } from "../db/setting";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { instant } from "../wire/declare";
import { createOptOutFinder } from "./find-opt-out";
import { noteFound } from "./note-opt-outs";
import { readOptOutWords } from "./opt-out-words";

const look = z.object({
  changed_at: instant,
  /** When this pass over the messages began. */
  pass_at: instant,
  /** The last message that was looked at; null: none yet. */
  after: z.uuid().nullable(),
});
type Look = z.output<typeof look>;

/** How far the messages have been looked through since the words were changed; null: to the end. */
const lookSetting: SettingOf<z.ZodNullable<typeof look>> = {
  name: "opt_out_look",
  schema: look.nullable(),
  fallback: null,
};

const MESSAGES_AT_ONCE = 2000;
/** Work of one tick of the sweep, in slices: the words are in force for what comes in at once, the past may wait. */
const SLICES_AT_ONCE = 50;
/** As long as a transaction lasts at most: what was taken in by the old words is stored by then. */
const STILL_OLD_MS = 35_000;
/** Clocks of two machines differ by less. */
const CLOCKS_DIFFER_MS = 60_000;

/** The words were changed: all that buyers ever wrote is to be looked through. In the caller's transaction. */
export async function beginLook(tx: Tx): Promise<void> {
  const at = now().toISOString();
  await writeSetting(tx, lookSetting, { changed_at: at, pass_at: at, after: null });
}

/**
 * For the sweep: goes on with looking through the messages, in slices, each with its progress in a transaction of its
 * own; one process at a time. Answers how many messages it looked at.
 */
export async function lookForOptOuts(): Promise<number> {
  let looked = 0;
  for (let slice = 0; slice < SLICES_AT_ONCE; slice++) {
    // no audit: the change of the words is on record, and this is what it means.
    const messages = await inTransaction(lookAtSlice);
    if (messages === null) break;
    looked += messages;
    if (messages < MESSAGES_AT_ONCE) break;
  }
  return looked;
}

/** Null: nothing to do, or another process does it. */
async function lookAtSlice(tx: Tx): Promise<number | null> {
  const [row] = await tx.sql.$queryRaw<Array<{ value: unknown }>>`
    SELECT value FROM settings WHERE name = ${lookSetting.name} FOR UPDATE SKIP LOCKED`;
  const at = lookSetting.schema.safeParse(row?.value).data ?? null;
  if (at === null) return null;
  const words = await readOptOutWords(tx.sql);
  const { messages, last } = await lookAtMessages(tx, at.after, words);
  if (messages === MESSAGES_AT_ONCE) await writeSetting(tx, lookSetting, { ...at, after: last });
  else await endPass(tx, at, words);
  return messages;
}

// index messages_pkey: our ids grow with the time at which messages were stored
async function lookAtMessages(
  tx: Tx,
  after: string | null,
  words: readonly string[],
): Promise<{ messages: number; last: string | null }> {
  const rows = await tx.sql.$queryRaw<Array<{ id: string; said: string | null }>>`
    SELECT m.id, CASE WHEN m.author_type = 'buyer' THEN m.text END AS said FROM messages m
     WHERE m.id > ${after ?? NO_ID}::uuid ORDER BY m.id LIMIT ${MESSAGES_AT_ONCE}`;
  const find = createOptOutFinder(words);
  const found = rows.flatMap(({ id, said }) => {
    const words = said === null ? null : find(said);
    return words === null ? [] : [{ messageId: id, said: words }];
  });
  await tellChats(tx, await noteFound(tx, found));
  return { messages: rows.length, last: rows.at(-1)?.id ?? after };
}

/**
 * The end of the messages is reached. Messages that were being stored by the old words while this pass went by may stand
 * behind it: what came about the change is looked at once more, until a pass began late enough.
 */
async function endPass(tx: Tx, { changed_at, pass_at }: Look, words: readonly string[]): Promise<void> {
  const changedAt = new Date(changed_at).getTime();
  if (new Date(pass_at).getTime() < changedAt + STILL_OLD_MS) {
    const after = idOf(new Date(changedAt - CLOCKS_DIFFER_MS));
    return writeSetting(tx, lookSetting, { changed_at, pass_at: now().toISOString(), after });
  }
  await dropFoundByOthers(tx, words);
  await tx.sql.setting.deleteMany({ where: { name: lookSetting.name } });
}

/** What was found by words that are no longer among them, and by no other one. */
async function dropFoundByOthers(tx: Tx, words: readonly string[]): Promise<void> {
  // Empty since the buyer was forgotten: nobody can tell any more by which words it was.
  const dropped = await tx.sql.$queryRaw<Array<{ chatId: string; sellerId: string }>>`
    DELETE FROM opt_outs WHERE source = 'words' AND lifted_at IS NULL AND said <> '' AND said <> ALL (${words}::text[])
    RETURNING chat_id AS "chatId", seller_id AS "sellerId"`;
  await tellChats(tx, dropped);
}

async function tellChats(tx: Tx, chats: ReadonlyArray<{ chatId: string; sellerId: string }>): Promise<void> {
  const byId = new Map(chats.map((chat) => [chat.chatId, chat]));
  await appendEvents(
    tx,
    [...byId.values()].map(({ chatId, sellerId }) => ({ name: "chat.updated", sellerId, subjectId: chatId })),
  );
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The least id that a row of this moment can have (`uuid7` in the database). */
function idOf(at: Date): string {
  const ms = at.getTime().toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
