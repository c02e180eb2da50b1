import { randomUUID } from "node:crypto";
import { ingestMessages } from "@/lib/chats/ingest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { makeStoredChat } from "../../support/stored-chats";

const MINUTE = 60_000;
const start = Date.now() - 3 * 3_600_000;
/** So many minutes after a moment three hours ago: the same instant for the same number. */
export const minute = (minutes: number): Date => new Date(start + minutes * MINUTE);

/** A buyer's chat with what it takes to hear of it from the marketplace. */
export interface ToldChat {
  readonly id: string;
  readonly sellerId: string;
  readonly externalId: string;
}

export async function makeToldChat(
  sellerId: string,
  data: Parameters<typeof makeStoredChat>[1] = {},
): Promise<ToldChat> {
  const externalId = randomUUID();
  return { id: await makeStoredChat(sellerId, { ...data, externalId }), sellerId, externalId };
}

/** A recipient of a broadcast and the message that left for them. Answers the ids of both. */
export async function tell(
  chat: ToldChat,
  told: {
    broadcastId: string;
    at?: Date;
    text?: string;
    /** The marketplace's id; without it the history is still to be seen. */
    externalId?: string | null;
    messageStatus?: string;
    status?: string;
    onceKey?: string;
    variant?: string;
    position?: number;
    reason?: string;
    reasonText?: string;
    buyerKey?: string;
    postingNumber?: string;
    sentAt?: Date;
  },
): Promise<{ recipientId: string; messageId: string }> {
  const { broadcastId, at = minute(0), externalId = randomUUID(), text = "Скидка на пледы", ...rest } = told;
  const { messageStatus = rest.status ?? "sent", ...recipient } = rest;
  const message = await db().message.create({
    data: {
      chatId: chat.id,
      sellerId: chat.sellerId,
      externalId: messageStatus === "sent" ? externalId : null,
      direction: "outbound",
      authorType: "operator",
      authorName: "Рассылка",
      text,
      status: messageStatus,
      createdAt: at,
      claimedAt: at,
      broadcastId,
    },
  });
  const row = await db().broadcastRecipient.create({
    data: {
      broadcastId,
      sellerId: chat.sellerId,
      chatId: chat.id,
      status: "sent",
      messageId: message.id,
      sentAt: at,
      ...recipient,
    },
  });
  return { recipientId: row.id, messageId: message.id };
}

interface Said {
  readonly at: Date;
  readonly text?: string;
  /** seller: typed in the marketplace's cabinet, or one of ours as the history shows it. */
  readonly by?: "buyer" | "seller";
  readonly externalId?: string;
}

/** What the marketplace shows of a chat comes in, one page. */
export async function hear(chat: ToldChat, ...said: readonly Said[]): Promise<void> {
  const messages = said.map(({ at, text = "Спасибо, беру", by = "buyer" as const, externalId }) => ({
    chatExternalId: chat.externalId,
    externalId: externalId ?? randomUUID(),
    author: { type: by, externalId: null, name: null },
    text,
    createdAt: at,
    isRead: null,
    attachments: [],
    orderNumber: null,
    sku: null,
  }));
  await inTransaction((tx) =>
    ingestMessages(tx, {
      sellerId: chat.sellerId,
      chatIds: new Map([[chat.externalId, chat.id]]),
      messages,
      replyWindowHours: 48,
      loudness: "live",
    }),
  );
}

/** A reply of a colleague, or (`author` null) of a rule, as its row. */
export async function reply(chat: ToldChat, at: Date, author: string | null, status = "sent"): Promise<void> {
  await db().message.create({
    data: {
      chatId: chat.id,
      sellerId: chat.sellerId,
      externalId: status === "sent" ? randomUUID() : null,
      direction: "outbound",
      authorType: "operator",
      authorId: author,
      authorName: author ?? "Автоответ",
      text: "Здравствуйте!",
      status,
      createdAt: at,
    },
  });
}
