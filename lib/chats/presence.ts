import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { noteSignOfLife } from "../team/availability";
import { type ChatPresence, PRESENCE_LASTS_SECONDS } from "../wire/team";
import { requireChat } from "./read";

/** Who typed and says nothing more is only looking after this long. */
const TYPING_LASTS_MS = 10_000;
const LASTS_MS = PRESENCE_LASTS_SECONDS * 1000;

type State = "looking" | "typing";

/**
 * The actor looks at a chat, types in it, or left. Streams hear of it when somebody comes, goes or changes what they
 * do, not of each renewal. Answers who is there. Throws `not_found`.
 */
export async function showPresence(input: {
  actor: Actor;
  chatId: string;
  state: State | "gone";
}): Promise<ChatPresence> {
  const { actor, state } = input;
  const { id: chatId, sellerId } = await requireChat(actor, input.chatId);
  // no audit: where somebody looks is nobody's record
  await inTransaction(async (tx) => {
    const before =
      state === "gone"
        ? await leave(tx, { chatId, actor })
        : await renew(tx, { ...input, chatId, sellerId, state });
    const after = state === "gone" ? null : state;
    if (before !== after) {
      await appendEvents(tx, [{ name: "presence.updated", sellerId, subjectId: chatId }]);
    }
  });
  await noteSignOfLife(actor.userId);
  return (await readPresences([chatId])).get(chatId) ?? { chat_id: chatId, people: [] };
}

interface Before {
  readonly state: State;
  readonly until: Date;
}

async function leave(tx: Tx, { chatId, actor }: { chatId: string; actor: Actor }): Promise<State | null> {
  const [before] = await tx.sql.$queryRaw<Before[]>`
    DELETE FROM chat_presence WHERE chat_id = ${chatId}::uuid AND user_id = ${actor.userId} RETURNING state, until`;
  // One that expired unnoticed was told to the streams, and its end was not.
  return before?.state ?? null;
}

/** Answers what others saw before. */
async function renew(
  tx: Tx,
  { actor, chatId, sellerId, state }: { actor: Actor; chatId: string; sellerId: string; state: State },
): Promise<State | null> {
  const until = new Date(now().getTime() + LASTS_MS);
  const [before] = await tx.sql.$queryRaw<Before[]>`
    WITH before AS (
      SELECT state, until FROM chat_presence WHERE chat_id = ${chatId}::uuid AND user_id = ${actor.userId} FOR UPDATE),
    put AS (
      INSERT INTO chat_presence (chat_id, user_id, seller_id, state, until)
      VALUES (${chatId}::uuid, ${actor.userId}, ${sellerId}::uuid, ${state}, ${until})
      ON CONFLICT (chat_id, user_id) DO UPDATE SET state = excluded.state, until = excluded.until)
    SELECT state, until FROM before`;
  if (before === undefined || before.until.getTime() <= now().getTime()) return null;
  // Whoever typed on after a pause is told anew: others take them for looking by now.
  return state === "typing" ? seenAs(before) : before.state;
}

function seenAs({ state, until }: Before): State {
  const typedUntil = until.getTime() - LASTS_MS + TYPING_LASTS_MS;
  return state === "typing" && typedUntil > now().getTime() ? "typing" : "looking";
}

/** Who is at these chats now; a chat with nobody has an empty list. For answers and the event stream. */
export async function readPresences(chatIds: readonly string[]): Promise<Map<string, ChatPresence>> {
  const rows = await db().$queryRaw<Array<Before & { chatId: string; userId: string; name: string }>>`
    SELECT p.chat_id AS "chatId", p.user_id AS "userId", u.name, p.state, p.until
      FROM chat_presence p JOIN users u ON u.id = p.user_id
     WHERE p.chat_id = ANY (${[...chatIds]}::uuid[]) AND p.until > ${now()}
       AND (u.role <> 'operator'
            OR EXISTS (SELECT 1 FROM user_sellers us WHERE us.user_id = u.id AND us.seller_id = p.seller_id))
     ORDER BY lower(u.name), u.id`;
  const presences = new Map(chatIds.map((id): [string, ChatPresence] => [id, { chat_id: id, people: [] }]));
  for (const row of rows) {
    presences.get(row.chatId)?.people.push({
      id: row.userId,
      name: row.name,
      state: seenAs(row),
      until: row.until.toISOString(),
    });
  }
  return presences;
}

/** For the sweep: whoever closed a desk without a word is gone, and the streams hear of it. */
export async function forgetOldPresence(): Promise<void> {
  // no audit: where somebody looks is nobody's record
  await inTransaction(async (tx) => {
    const gone = await tx.sql.$queryRaw<Array<{ chatId: string; sellerId: string }>>`
      DELETE FROM chat_presence WHERE until <= ${now()} RETURNING chat_id AS "chatId", seller_id AS "sellerId"`;
    const sellerOf = new Map(gone.map((row) => [row.chatId, row.sellerId]));
    await appendEvents(
      tx,
      [...sellerOf].map(([subjectId, sellerId]) => ({ name: "presence.updated", sellerId, subjectId })),
    );
  });
}
