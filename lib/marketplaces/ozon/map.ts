import type {
  AdapterLog,
  ChatKind,
  ChatSnapshot,
  ChatStatus,
  IncomingAttachment,
  IncomingMessage,
} from "../ports";
import { readMarkdown } from "./markdown";
import {
  attachmentV1,
  type ChatV1,
  type ChatV3,
  type MessageV1,
  type MessageV3,
  type UpdateV1,
} from "./schemas";

/** Counts words that are not in our vocabulary; each is logged once per connection. */
export type NoteUnknown = (where: string, word: string) => void;

export function noteUnknownIn(log: AdapterLog): NoteUnknown {
  const seen = new Set<string>();
  return (where, word) => {
    const key = `${where}:${word}`;
    if (seen.has(key) || seen.size >= 100) return;
    seen.add(key);
    log.info({ where, word: word.slice(0, 60) }, "a word from the marketplace that is not known here");
  };
}

// Cyrillic letters that look like Latin ones: Ozon's own samples write "Сustomer" with a Cyrillic Es.
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", О: "O", Р: "P", С: "C", Т: "T", У: "Y", Х: "X", І: "I", Ѕ: "S", Ј: "J",
}; // biome-ignore format: a table

/** `Buyer_Seller`, `buyer-seller` and `BUYER_SELLER` are one word, whatever alphabet its letters are from. */
export function foldWord(word: string): string {
  return word
    .trim()
    .toUpperCase()
    .replace(/[А-ЯЁІЅЈ]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
    .replace(/[-\s]+/g, "_");
}

/** Buyers' chats by name; every other type, known or not, is one of Ozon's own channels. */
export function toChatKind(externalType: string): ChatKind {
  const word = foldWord(externalType);
  return word === "BUYER_SELLER" || word === "BUYER_SELLER_SELECT" ? "buyer" : "marketplace";
}

/** UNSPECIFIED and unknown states are open: hiding a buyer would be worse than showing a closed chat. */
export function toChatStatus(word: string): ChatStatus {
  return foldWord(word) === "CLOSED" ? "closed" : "open";
}

const AUTHORS: Readonly<Record<string, IncomingMessage["author"]["type"]>> = {
  CUSTOMER: "buyer",
  BUYER: "buyer",
  SELLER: "seller",
  SUPPORT: "support",
  COURIER: "support",
  CRM: "system",
  NOTIFICATIONUSER: "system",
  CHATBOT: "system",
};

export function toAuthorType(word: string, note: NoteUnknown): IncomingMessage["author"]["type"] {
  const type = AUTHORS[foldWord(word).replaceAll("_", "")];
  if (type === undefined) note("ozon.user_type", word);
  return type ?? "system";
}

export function toChatFromV1(chat: ChatV1): ChatSnapshot {
  return {
    externalId: chat.chat_id,
    // The documents know buyers only; an answer that leaves the type out means one.
    kind: chat.chat_type === "" ? "buyer" : toChatKind(chat.chat_type),
    externalType: chat.chat_type,
    status: toChatStatus(chat.status || chat.chat_status),
    createdAt: chat.created_at,
    buyerName: chat.user_name,
    orderNumber: chat.order_number,
    postingNumber: chat.posting_number,
    unreadCount: chat.unread_count,
    lastMessageExternalId: null,
    lastMessageAt: chat.last_message_time,
    chatSecret: null,
  };
}

/** Production tells neither name, order, text nor time in its list: all null here, derived by the product. */
export function toChatFromV3(item: ChatV3): ChatSnapshot {
  return {
    externalId: item.chat.chat_id,
    kind: toChatKind(item.chat.chat_type),
    externalType: item.chat.chat_type,
    status: toChatStatus(item.chat.chat_status),
    createdAt: item.chat.created_at,
    buyerName: null,
    orderNumber: null,
    postingNumber: null,
    unreadCount: item.unread_count,
    lastMessageExternalId: item.last_message_id,
    lastMessageAt: null,
    chatSecret: null,
  };
}

export function toMessageFromV1(
  chatExternalId: string,
  message: MessageV1,
  note: NoteUnknown,
): IncomingMessage {
  return {
    chatExternalId,
    externalId: message.message_id,
    author: {
      type: toAuthorType(message.user.type, note),
      externalId: message.user.id,
      name: message.user.name,
    },
    text: message.text,
    createdAt: message.created_at,
    isRead: message.is_read,
    attachments: (message.attachments ?? []).flatMap((raw) => toAttachmentFromV1(raw, note)),
    orderNumber: null,
    sku: null,
  };
}

/** A line of the v1 feed: without attachments and without the author's id, which only the history has. */
export function toMessageFromUpdate(update: UpdateV1, note: NoteUnknown): IncomingMessage {
  return toMessageFromV1(update.chat_id, { ...update, is_read: null, attachments: null }, note);
}

export function toMessageFromV3(
  chatExternalId: string,
  message: MessageV3,
  about: { baseUrl: string; note: NoteUnknown },
): IncomingMessage {
  const content = readMarkdown(message.data, { baseUrl: about.baseUrl, isImage: message.is_image === true });
  return {
    chatExternalId,
    externalId: message.message_id,
    author: {
      type: toAuthorType(message.user.type, about.note),
      externalId: message.user.id,
      name: message.user.name,
    },
    text: content.text,
    createdAt: message.created_at,
    isRead: message.is_read,
    attachments: content.attachments,
    orderNumber: message.context?.order_number ?? null,
    sku: message.context?.sku ?? null,
  };
}

function toAttachmentFromV1(raw: unknown, note: NoteUnknown): IncomingAttachment[] {
  const parsed = attachmentV1.safeParse(raw);
  if (!parsed.success) {
    note("ozon.attachment", "unreadable");
    return [];
  }
  const { type, url, file_name, size_bytes } = parsed.data;
  return [{ type: toAttachmentType(type, note), remoteUrl: url, fileName: file_name, sizeBytes: size_bytes }];
}

function toAttachmentType(word: string, note: NoteUnknown): IncomingAttachment["type"] {
  const type = foldWord(word).toLowerCase();
  if (type === "image" || type === "document" || type === "video") return type;
  note("ozon.attachment_type", word);
  return "other";
}

/** Orders two ids of one chat: by length, then by digits, so that 64-bit numbers need no arithmetic. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether `id` lies behind the anchor. Ids that are not numbers have no order: only the anchor itself is dropped. */
export function isAfterAnchor(id: string, anchor: string): boolean {
  const areNumbers = /^\d+$/.test(id) && /^\d+$/.test(anchor);
  return areNumbers ? compareIds(id, anchor) > 0 : id !== anchor;
}
