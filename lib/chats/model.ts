import type { Attachment, Chat as ChatRow, Message as MessageRow } from "@/generated/prisma/client";
import type { Chat } from "../wire/chats";
import type { Message, MessageStatus } from "../wire/messages";

export type { ChatRow, MessageRow };

/** Columns a chat's answer is made of. */
export type ChatForWire = Pick<
  ChatRow,
  | "id"
  | "sellerId"
  | "kind"
  | "externalId"
  | "buyerName"
  | "status"
  | "createdAt"
  | "lastMessageAt"
  | "lastMessagePreview"
  | "lastMessageDirection"
  | "unreadCount"
  | "orderNumber"
  | "postingNumber"
  | "writableUntil"
  | "waitingSince"
  | "dueAt"
  | "deadlineAt"
  | "assigneeId"
  | "tags"
  | "snoozedUntil"
> & { readonly marketplace: string };

/** The public form of a chat. */
export function toWireChat(row: ChatForWire): Chat {
  return {
    id: row.id,
    seller_id: row.sellerId,
    marketplace: row.marketplace,
    kind: row.kind === "marketplace" ? "marketplace" : "buyer",
    external_id: row.externalId,
    buyer_name: row.buyerName,
    status: row.status === "closed" ? "closed" : "open",
    created_at: row.createdAt.toISOString(),
    last_message_at: row.lastMessageAt?.toISOString() ?? null,
    last_message_preview: row.lastMessagePreview,
    last_message_direction:
      row.lastMessageDirection === "inbound" || row.lastMessageDirection === "outbound"
        ? row.lastMessageDirection
        : null,
    unread_count: row.unreadCount,
    order_number: row.orderNumber,
    posting_number: row.postingNumber,
    writable_until: row.writableUntil?.toISOString() ?? null,
    waiting_since: row.waitingSince?.toISOString() ?? null,
    due_at: row.dueAt?.toISOString() ?? null,
    deadline_at: row.deadlineAt?.toISOString() ?? null,
    assignee_id: row.assigneeId,
    tags: row.tags,
    snoozed_until: row.snoozedUntil?.toISOString() ?? null,
  };
}

export type MessageForWire = MessageRow & { readonly attachments: readonly Attachment[] };

/** The public form of a message. Addresses of files stay here: a browser never gets the marketplace's own link. */
export function toWireMessage(row: MessageForWire): Message {
  return {
    id: row.id,
    chat_id: row.chatId,
    external_id: row.externalId,
    direction: row.direction === "outbound" ? "outbound" : "inbound",
    author: { type: toAuthorType(row.authorType), id: row.authorId, name: row.authorName },
    text: row.text,
    attachments: row.attachments.map((attachment) => ({
      id: attachment.id,
      type: toAttachmentType(attachment.type),
      url: attachment.remoteUrl === null && attachment.fileId === null ? null : attachmentPath(attachment.id),
      file_name: attachment.fileName,
      size_bytes: attachment.sizeBytes,
    })),
    status: toMessageStatus(row.status),
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorText ?? row.errorCode },
    created_at: row.createdAt.toISOString(),
    read_at: row.readAt?.toISOString() ?? null,
    broadcast_id: row.broadcastId,
    answers_broadcast_id: row.answersBroadcastId,
    client_id: row.clientId?.startsWith(KEY_PREFIX) === true ? null : row.clientId,
    // Not tried yet and not due yet: held back for the person's second thought (a retry has attempts).
    held_until: row.status === "queued" && row.attempts === 0 ? (row.dueAt?.toISOString() ?? null) : null,
    is_automatic: (row.authorType === "operator" && row.authorId === null) || row.broadcastId !== null,
  };
}

/** Where our own server serves a file. */
function attachmentPath(id: string): string {
  return `/api/attachments/${id}`;
}

function toAuthorType(stored: string): Message["author"]["type"] {
  if (stored === "buyer" || stored === "operator" || stored === "seller" || stored === "support")
    return stored;
  return "system";
}

function toAttachmentType(stored: string): Message["attachments"][number]["type"] {
  return stored === "image" || stored === "document" || stored === "video" ? stored : "other";
}

function toMessageStatus(stored: string): MessageStatus {
  switch (stored) {
    case "queued":
    case "sending":
    case "sent":
    case "failed":
    case "unconfirmed":
    case "cancelled":
      return stored;
    default:
      return "received";
  }
}

/** Begins a client id that was made of an Idempotency-Key; no browser called a message so. */
export const KEY_PREFIX = "key:";
