import { z } from "zod";
import type { Method } from "./api-method";
import { addressOf, contentTypeOf, makeFile } from "./chat-files";
import { hideLagging } from "./history-lag";
import { parseInstant, toMillisText } from "./instants";
import { firstCreatedAtOrAfter, upperBound } from "./message-order";
import type { Chat, Message } from "./model";
import { parseMultipart } from "./multipart";
import { invalid } from "./refusal";
import { type ApiCall, messageIdField, readBody, requireChat } from "./request-fields";
import type { WireValue } from "./wire-json";
import { requireWritable } from "./writing-rules";

const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const V1_WEBHOOK_EVENTS = ["chat_new_message", "chat_status_changed", "chat_created"] as const;

const limitField = (fallback: number) => z.number().int().min(1).max(100).default(fallback);
const listRequest = z.object({
  filter: z
    .object({
      chat_status: z.string().optional(),
      chat_id_list: z.array(z.string()).optional(),
      unread_only: z.boolean().optional(),
    })
    .optional(),
  limit: limitField(10),
  offset: z.number().int().min(0).default(0),
});

const listChats: Method = (call, { faults }) => {
  const { filter, limit, offset } = readBody(call, listRequest, "ListRequest");
  const wanted = new Set(filter?.chat_id_list ?? []);
  const status = (filter?.chat_status ?? "All").toLowerCase();
  const back = faults.overlapOf(call);
  const page: Chat[] = [];
  let total = 0;
  for (const chat of call.account.activity.newestFirst()) {
    if (status !== "all" && chat.status !== status) continue;
    if (filter?.unread_only === true && chat.unreadCount === 0) continue;
    if (wanted.size > 0 && !wanted.has(chat.id)) continue;
    if (total >= offset - (offset > 0 ? back : 0) && page.length < limit) page.push(chat);
    total += 1;
  }
  return { result: { chats: page.map(toListItem), total, has_next: offset + limit < total } };
};

function toListItem(chat: Chat): WireValue {
  const last = chat.messages.at(-1);
  return {
    chat_id: chat.id,
    chat_type: chat.type,
    status: chat.status,
    created_at: toMillisText(chat.createdMicros),
    first_message: textOf(chat.messages[0]),
    last_message_time: toMillisText(last?.atMicros ?? chat.createdMicros),
    unread_count: chat.unreadCount,
    order_number: chat.order?.orderNumber ?? "",
    posting_number: chat.order?.postingNumber ?? "",
    user_name: chat.buyerName,
  };
}

const historyRequest = z.object({
  chat_id: z.string(),
  from_message_id: messageIdField.optional(),
  limit: limitField(50),
});

const readHistory: Method = (call, { faults }) => {
  const request = readBody(call, historyRequest, "HistoryRequest");
  const chat = requireChat(call.account, request.chat_id);
  const messages = hideLagging(chat, call.nowMs);
  const from = request.from_message_id ?? 0n;
  const after = upperBound(messages, from);
  const start = from > 0n ? Math.max(0, after - faults.overlapOf(call)) : after;
  const page = messages.slice(start, start + request.limit);
  return {
    result: {
      messages: page.map((message) => toMessage(call, message)),
      has_next: start + request.limit < messages.length,
    },
  };
};

function toMessage(call: ApiCall, message: Message): WireValue {
  const { chat, file } = message;
  const isSeller = message.userType === "Seller";
  return {
    message_id: message.id,
    text: textOf(message),
    created_at: toMillisText(message.atMicros),
    user: {
      id: isSeller ? `seller-${call.account.clientId}` : `buyer-${chat.buyerId}`,
      type: message.userType,
    },
    is_read: message.id <= (isSeller ? chat.buyerReadId : chat.sellerReadId),
    attachments: file === null ? undefined : [toAttachment(call, file)],
  };
}

function toAttachment(call: ApiCall, file: NonNullable<Message["file"]>): WireValue {
  return {
    type: file.contentType.startsWith("image/") ? "image" : "document",
    url: addressOf(call, file),
    file_name: file.name,
    size_bytes: file.sizeBytes,
  };
}

const updatesRequest = z.object({ since_timestamp: z.string(), limit: limitField(100) });

// Ordered by created_at and nothing else: more than a page of one instant never gets past it (the trap).
const listUpdates: Method = (call, { faults }) => {
  const request = readBody(call, updatesRequest, "UpdatesRequest");
  const since = parseInstant(request.since_timestamp);
  if (since === null) throw invalid("since_timestamp must be ISO 8601");
  const { feed } = call.account;
  const start = Math.max(0, firstCreatedAtOrAfter(feed, since) - faults.overlapOf(call));
  const page = feed.slice(start, start + request.limit);
  return {
    result: {
      updates: page.map((message) => ({
        chat_id: message.chat.id,
        message_id: message.id,
        text: textOf(message),
        created_at: toMillisText(message.atMicros),
        user: { type: message.userType },
      })),
      has_next: start + request.limit < feed.length,
    },
  };
};

const sendRequest = z.object({ chat_id: z.string(), text: z.string().min(1).max(4000) });

const sendMessage: Method = (call, { world, admitMessage }) => {
  const request = readBody(call, sendRequest, "SendMessageRequest");
  const chat = requireChat(call.account, request.chat_id);
  requireWritable(call.account, chat, request.text, call.nowMs);
  admitMessage(call, chat);
  const message = world.addMessage(call.account, chat, {
    userType: "Seller",
    parts: [request.text],
    via: "api",
  });
  world.markRead(call.account, chat, message.id);
  return { result: { message_id: message.id, created_at: toMillisText(message.atMicros), status: "sent" } };
};

const sendFile: Method = (call, { world, admitMessage }) => {
  const parts = parseMultipart(call.body, call.contentType);
  const chatId = parts?.find((part) => part.name === "chat_id")?.bytes.toString("utf8");
  const upload = parts?.find((part) => part.name === "file");
  if (chatId === undefined || upload === undefined)
    throw invalid("multipart fields chat_id and file are required");
  const chat = requireChat(call.account, chatId);
  const name = upload.fileName ?? "file";
  if (contentTypeOf(name) === null) throw invalid("Unsupported file type: JPEG, PNG, WEBP or PDF expected");
  if (upload.bytes.length > MAX_FILE_BYTES) throw invalid("File is too large: 10 MB at most");
  requireWritable(call.account, chat, null, call.nowMs);
  admitMessage(call, chat);
  const id = world.nextId(call.account);
  const file = makeFile(call.account, id.toString(36), name, Buffer.from(upload.bytes));
  const message = world.addMessage(
    call.account,
    chat,
    { userType: "Seller", parts: [""], file, via: "api" },
    id,
  );
  world.markRead(call.account, chat, message.id);
  const created_at = toMillisText(message.atMicros);
  return { result: { message_id: message.id, file_url: call.baseUrl + file.path, created_at } };
};

const subscribeRequest = z.object({
  url: z.string(),
  events: z.array(z.enum(V1_WEBHOOK_EVENTS)).min(1),
  is_active: z.boolean().default(true),
});

// One webhook per account, replaced by the next call: the documents know no id to address a second.
const subscribe: Method = (call, { world }) => {
  const request = readBody(call, subscribeRequest, "SubscribeRequest");
  if (!isAllowedUrl(request.url)) throw invalid("url must be https");
  call.account.subscriptions = [
    { id: 1, url: request.url, events: request.events, enabled: request.is_active, createdMs: call.nowMs },
  ];
  world.revision += 1;
  return { result: { url: request.url, events: request.events, is_active: request.is_active } };
};

/** HTTPS as the documents demand, or this machine: tests have no certificate. */
export function isAllowedUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "https:" || hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]"
  );
}

/** The text of a message as one piece. */
export function textOf(message: Message | undefined): string {
  return message?.parts.join("\n") ?? "";
}

export const v1Methods: Record<string, Method> = {
  "/v1/chat/list": listChats,
  "/v1/chat/history": readHistory,
  "/v1/chat/updates": listUpdates,
  "/v1/chat/send/message": sendMessage,
  "/v1/chat/send/file": sendFile,
  "/v1/webhook/subscribe": subscribe,
};
