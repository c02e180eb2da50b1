import { addRule, type GivenRule } from "@/lib/automation/change-rules";
import { findChatIds, ingestMessages, type Loudness, upsertChats } from "@/lib/chats/ingest";
import { now } from "@/lib/clock";
import { inTransaction } from "@/lib/db/transaction";
import type { Rule } from "@/lib/wire/automation";
import { nobody } from "../../support/actor";
import type { TestDatabase } from "../../support/database";

let count = 0;

interface Words {
  readonly chat?: string;
  readonly text?: string;
  readonly texts?: readonly string[];
  readonly at?: Date;
  readonly author?: "buyer" | "seller";
  readonly loudness?: Loudness;
  readonly buyerName?: string | null;
  readonly kind?: "buyer" | "marketplace";
}

/** What a marketplace shows of a chat is taken in, as a poll would. Without `chat`, in a new one. Answers our id. */
export async function writeIn(sellerId: string, words: Words = {}): Promise<string> {
  const chat = words.chat ?? `chat-${++count}`;
  const texts = words.texts ?? [words.text ?? "Здравствуйте"];
  const at = words.at ?? now();
  return inTransaction(async (tx) => {
    const snapshot = {
      externalId: chat,
      kind: words.kind ?? "buyer",
      externalType: "",
      status: "open",
      createdAt: at,
      buyerName: words.buyerName ?? null,
      orderNumber: null,
      postingNumber: null,
      unreadCount: null,
      lastMessageExternalId: null,
      lastMessageAt: null,
      chatSecret: null,
    } as const;
    await upsertChats(tx, { sellerId, chats: [snapshot], toRead: new Set(), dueAt: null });
    const chatIds = await findChatIds(tx, { sellerId, externalIds: [chat] });
    const messages = texts.map((text, index) => ({
      chatExternalId: chat,
      externalId: `m-${++count}`,
      author: { type: words.author ?? "buyer", externalId: null, name: null } as const,
      text,
      createdAt: new Date(at.getTime() + index),
      isRead: null,
      attachments: [],
      orderNumber: null,
      sku: null,
    }));
    const { loudness = "live" } = words;
    await ingestMessages(tx, { sellerId, chatIds, messages, replyWindowHours: 48, loudness });
    return chatIds.get(chat) ?? "";
  });
}

/** The marketplace's id of a chat, to write on in it. */
export async function externalOf(database: TestDatabase, chatId: string): Promise<string> {
  const [row] = await database.query<{ external_id: string }>("SELECT external_id FROM chats WHERE id = $1", [
    chatId,
  ]);
  return row?.external_id ?? "";
}

/** A rule that runs. */
export function makeRule(given: Partial<GivenRule> & Pick<GivenRule, "actions">): Promise<Rule> {
  const rule = { name: `Правило ${++count}`, trigger: "new_message", is_enabled: true, ...given } as const;
  return addRule({ actor: nobody, given: rule });
}

export async function makeTag(database: TestDatabase, name: string): Promise<string> {
  await database.query("INSERT INTO tags (name) VALUES ($1) ON CONFLICT DO NOTHING", [name]);
  return name;
}

export async function makeReply(database: TestDatabase, text: string): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    "INSERT INTO canned_replies (shortcut, title, text) VALUES ($1, $1, $2) RETURNING id",
    [`reply-${++count}`, text],
  );
  return row?.id ?? "";
}

export interface TriggerRow {
  readonly id: string;
  readonly kind: string;
  readonly message_id: string | null;
  readonly once_key: string | null;
  readonly done_at: Date | null;
  readonly attempts: number;
}

export function triggersOf(database: TestDatabase, chatId: string): Promise<TriggerRow[]> {
  return database.query<TriggerRow>(
    "SELECT * FROM automation_triggers WHERE chat_id = $1 ORDER BY created_at, id",
    [chatId],
  );
}

export interface ChatNow {
  readonly status: string;
  readonly tags: string[];
  readonly assignee_id: string | null;
  readonly snoozed_until: Date | null;
  readonly waiting_since: Date | null;
}

export async function chatNow(database: TestDatabase, chatId: string): Promise<ChatNow> {
  const [row] = await database.query<ChatNow>("SELECT * FROM chats WHERE id = $1", [chatId]);
  if (row === undefined) throw new Error("the chat is not stored");
  return row;
}

/** Texts said by themselves in a chat, with the name they were said under. */
export async function automaticTexts(database: TestDatabase, chatId: string): Promise<string[]> {
  const rows = await database.query<{ said: string }>(
    `SELECT concat_ws(': ', author_name, text) AS said FROM messages
      WHERE chat_id = $1 AND author_type = 'operator' AND author_id IS NULL ORDER BY seq`,
    [chatId],
  );
  return rows.map((row) => row.said);
}

/** What the runs of a chat say was done. */
export async function runsOf(database: TestDatabase, chatId: string): Promise<unknown[]> {
  const rows = await database.query<{ kind: string; actions: unknown }>(
    "SELECT kind, actions FROM automation_runs WHERE chat_id = $1 ORDER BY created_at, id",
    [chatId],
  );
  return rows.map((row) => [row.kind, row.actions]);
}

/** How a seller is served; what is not given has its default. */
export async function setService(
  database: TestDatabase,
  sellerId: string,
  given: { assignment?: string; auto_reply_text?: string | null; hours?: unknown; time_zone?: string },
): Promise<void> {
  const { assignment = "manual", auto_reply_text = null, hours = null, time_zone = "Europe/Moscow" } = given;
  await database.query(
    `INSERT INTO seller_service (seller_id, assignment, auto_reply_text, hours, time_zone) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (seller_id) DO UPDATE SET assignment = excluded.assignment, time_zone = excluded.time_zone,
       auto_reply_text = excluded.auto_reply_text, hours = excluded.hours`,
    [sellerId, assignment, auto_reply_text, hours === null ? null : JSON.stringify(hours), time_zone],
  );
}
