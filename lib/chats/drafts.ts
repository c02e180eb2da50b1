import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import type { Draft } from "../wire/chats";
import { requireChat } from "./read";

/** What the actor began to write in a chat; an empty text when nothing. Throws `not_found`. */
export async function getDraft(input: { actor: Actor; chatId: string }): Promise<Draft> {
  const chat = await requireChat(input.actor, input.chatId);
  const row = await db().draft.findUnique({
    where: { userId_chatId: { userId: input.actor.userId, chatId: chat.id } },
  });
  return { text: row?.text ?? "", updated_at: row?.updatedAt.toISOString() ?? null };
}

/** Keeps it; an empty text forgets it. One's own alone: colleagues have theirs. Throws `not_found`. */
export async function keepDraft(input: { actor: Actor; chatId: string; text: string }): Promise<Draft> {
  const { actor, text } = input;
  const chat = await requireChat(actor, input.chatId);
  const key = { userId: actor.userId, chatId: chat.id };
  if (text.trim() === "") {
    await db().draft.deleteMany({ where: key });
    return { text: "", updated_at: null };
  }
  const at = now();
  // One statement, since two tabs may keep their first words at once.
  await db().$executeRaw`
    INSERT INTO drafts (user_id, chat_id, text, updated_at) VALUES (${key.userId}, ${key.chatId}::uuid, ${text}, ${at})
    ON CONFLICT (user_id, chat_id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at`;
  return { text, updated_at: at.toISOString() };
}
