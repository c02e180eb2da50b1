import { z } from "zod";
import type { Method } from "./api-method";
import { addressOf, makeFile } from "./chat-files";
import { hideLagging } from "./history-lag";
import { toMicrosText } from "./instants";
import { lowerBound, upperBound } from "./message-order";
import { type Account, type Chat, isBuyerChat, type Message } from "./model";
import { GRPC, invalid, Refusal } from "./refusal";
import { type ApiCall, inRange, messageIdField, readBody, requireChat } from "./request-fields";
import type { WireValue } from "./wire-json";
import { requirePremiumPlus, requireWritable } from "./writing-rules";

const HOUR_MS = 3_600_000;
const CURSOR_BASE = 30_000_000_000_000; // cursors look like "30000002342123123"

const listRequest = z.object({
  filter: z.object({ chat_status: z.string().optional(), unread_only: z.boolean().optional() }).nullish(),
  limit: z.number(inRange(0, 100)).int().min(1, inRange(0, 100)).max(100, inRange(0, 100)),
  cursor: z.string().nullish(),
});

const listChats: Method = (call, { faults }) => {
  const { filter, limit, cursor } = readBody(call, listRequest, "ChatListRequest");
  const { account } = call;
  const before = cursor === undefined || cursor === null || cursor === "" ? undefined : parseCursor(cursor);
  if (before !== undefined && faults.refusesCursor(call)) throw invalid("invalid cursor");
  const status = account.quirks.filters_ignored ? "ALL" : (filter?.chat_status ?? "All").toUpperCase();
  const unreadOnly = filter?.unread_only === true && !account.quirks.filters_ignored;
  const page: Chat[] = [];
  let hasNext = false;
  const overlap = before === undefined ? 0 : faults.overlapOf(call);
  for (const chat of account.activity.newestFirst(before === undefined ? undefined : before + overlap)) {
    if (status !== "ALL" && chat.status.toUpperCase() !== status) continue;
    if (unreadOnly && chat.unreadCount === 0) continue;
    hasNext = page.length === limit;
    if (hasNext) break;
    page.push(chat);
  }
  const last = page.at(-1);
  const nextCursor = last === undefined || !hasNext ? "" : String(CURSOR_BASE + last.activity);
  return {
    chats: page.map((chat) => toListItem(account, chat)),
    total_unread_count: account.unreadTotal,
    cursor: before !== undefined && hasNext && faults.repeatsCursor(call) ? cursor : nextCursor,
    has_next: account.quirks.has_next_text ? String(hasNext) : hasNext,
  };
};

function parseCursor(cursor: string): number {
  const place = /^\d{14,17}$/.test(cursor) ? Number(cursor) - CURSOR_BASE : -1;
  if (place < 0) throw invalid("invalid cursor");
  return place;
}

function toListItem(account: Account, chat: Chat): WireValue {
  const firstUnread = chat.unreadCount === 0 ? undefined : firstUnreadOf(chat);
  const inCapitals = writesCapitals(account, chat);
  return {
    chat: {
      chat_id: chat.id,
      chat_status: inCapitals ? chat.status.toUpperCase() : chat.status === "opened" ? "Opened" : "Closed",
      chat_type: inCapitals || chat.type === "Unspecified" ? chat.type.toUpperCase() : chat.type,
      created_at: toMicrosText(chat.createdMicros),
    },
    first_unread_message_id: firstUnread?.id ?? 0n,
    last_message_id: chat.messages.at(-1)?.id ?? 0n,
    unread_count: chat.unreadCount,
  };
}

function firstUnreadOf(chat: Chat): Message | undefined {
  let first: Message | undefined;
  for (let index = chat.messages.length - 1; index >= 0; index -= 1) {
    const message = chat.messages[index];
    if (message === undefined || message.id <= chat.sellerReadId) break;
    if (message.userType !== "Seller") first = message;
  }
  return first;
}

function writesCapitals(account: Account, chat: Chat): boolean {
  const { letter_case } = account.quirks;
  return letter_case === "capitals" || (letter_case === "both" && chat.ordinal % 2 === 0);
}

const historyRequest = z.object({
  chat_id: z.string().min(1, "value length must be at least 1 runes"),
  direction: z.enum(["Forward", "Backward"], "value must be in list [Forward Backward]").nullish(),
  filter: z.object({ message_ids: z.array(messageIdField).nullish() }).nullish(),
  from_message_id: messageIdField.nullish(),
  limit: z.number(inRange(0, 1000)).int().min(1, inRange(0, 1000)).max(1000, inRange(0, 1000)).default(50),
});

const readHistory: Method = (call, { faults }) => {
  const request = readBody(call, historyRequest, "ChatHistoryRequest");
  const chat = requireChat(call.account, request.chat_id);
  requirePremiumPlus(call.account, chat);
  const messages = hideLagging(chat, call.nowMs);
  const page = pickPage(messages, request, faults.overlapOf(call));
  return {
    has_next: page.hasNext,
    messages: page.messages.map((message) => toMessage(call, message)),
  };
};

function pickPage(
  messages: readonly Message[],
  request: z.output<typeof historyRequest>,
  overlap: number,
): { messages: Message[]; hasNext: boolean } {
  const { limit } = request;
  const from = request.from_message_id ?? 0n;
  const ids = request.filter?.message_ids ?? [];
  if (ids.length > 0) {
    const wanted = new Set(ids);
    return { messages: messages.filter((message) => wanted.has(message.id)).slice(0, limit), hasNext: false };
  }
  if (request.direction === "Forward") {
    if (from === 0n) throw invalid("from_message_id is required for direction Forward");
    const start = Math.max(0, lowerBound(messages, from) - overlap);
    return { messages: messages.slice(start, start + limit), hasNext: start + limit < messages.length };
  }
  const end = from === 0n ? messages.length : Math.min(messages.length, upperBound(messages, from) + overlap);
  const start = Math.max(0, end - limit);
  return { messages: messages.slice(start, end).reverse(), hasNext: start > 0 };
}

function toMessage(call: ApiCall, message: Message): WireValue {
  const { chat, file } = message;
  const isSeller = message.userType === "Seller";
  return {
    message_id: message.id,
    user: { id: userIdOf(call.account, message), type: userTypeOf(call.account, message) },
    created_at: toMicrosText(message.atMicros),
    is_read: message.id <= (isSeller ? chat.buyerReadId : chat.sellerReadId),
    data:
      file === null ? message.parts : [...message.parts.filter((part) => part !== ""), linkTo(call, file)],
    is_image: file?.contentType.startsWith("image/") ?? false,
    moderate_image_status: "SUCCESS",
    context: { order_number: message.orderNumber, sku: message.sku },
  };
}

function linkTo(call: ApiCall, file: NonNullable<Message["file"]>): string {
  const url = addressOf(call, file);
  return file.contentType.startsWith("image/") ? `![](${url})` : `[${file.name}](${url})`;
}

/** `user.type` as this account is told it, with the Cyrillic letter where its quirk says so. */
export function userTypeOf(account: Account, message: Message): string {
  const isOdd = account.quirks.cyrillic_customer && message.chat.ordinal % 3 === 1;
  return message.userType === "Customer" && isOdd ? "\u0421ustomer" : message.userType;
}

/** `user.id` of a message's author. */
export function userIdOf(account: Account, message: Message): string {
  if (message.userType === "Seller") return account.clientId;
  return message.userType === "NotificationUser" ? "o3_notification_user_sc" : message.chat.buyerId;
}

const sendRequest = z.object({
  chat_id: z.string().min(1, "value length must be at least 1 runes"),
  text: z
    .string()
    .min(1, "value length must be between 1 and 1000 runes, inclusive")
    .refine((text) => [...text].length <= 1000, "value length must be between 1 and 1000 runes, inclusive"),
});

const sendMessage: Method = (call, { world, admitMessage }) => {
  const request = readBody(call, sendRequest, "ChatSendMessageRequest");
  const chat = requireChat(call.account, request.chat_id);
  requirePremiumPlus(call.account, chat);
  requireWritable(call.account, chat, request.text, call.nowMs);
  admitMessage(call, chat);
  world.addMessage(call.account, chat, { userType: "Seller", parts: [request.text], via: "api" });
  return { result: "success" };
};

const fileRequest = z.object({
  chat_id: z.string().min(1, "value length must be at least 1 runes"),
  base64_content: z.base64("value must be base64").min(1, "value length must be at least 1 runes"),
  name: z.string().min(1, "value length must be at least 1 runes"),
});

const sendFile: Method = (call, { world, admitMessage }) => {
  const request = readBody(call, fileRequest, "ChatSendFileRequest");
  const chat = requireChat(call.account, request.chat_id);
  requirePremiumPlus(call.account, chat);
  requireWritable(call.account, chat, null, call.nowMs);
  admitMessage(call, chat);
  const id = world.nextId(call.account);
  const bytes = Buffer.from(request.base64_content, "base64");
  const file = makeFile(call.account, id.toString(36), request.name, bytes);
  world.addMessage(call.account, chat, { userType: "Seller", parts: [""], file, via: "api" }, id);
  return { result: "success" };
};

const startRequest = z.object({ posting_number: z.string().min(1, "value length must be at least 1 runes") });

const startChat: Method = (call, { world }) => {
  const { posting_number } = readBody(call, startRequest, "ChatStartRequest");
  requirePremiumPlus(call.account, null);
  const order = call.account.orders.get(posting_number);
  if (order === undefined) throw new Refusal(404, GRPC.notFound, "Posting not found");
  for (const chat of call.account.chats.values()) {
    if (isBuyerChat(chat) && chat.order?.postingNumber === posting_number)
      return { result: { chat_id: chat.id } };
  }
  const opens = order.deliveredMs ?? order.paidMs;
  if (order.scheme === "fbo" || call.nowMs > opens + 72 * HOUR_MS) {
    throw new Refusal(403, GRPC.permissionDenied, "Starting a chat for this posting is not permitted");
  }
  const chat = world.addChat(call.account, { buyerName: order.customerName, order });
  call.account.activity.touch(chat);
  return { result: { chat_id: chat.id } };
};

const readRequest = z.object({
  chat_id: z.string().min(1, "value length must be at least 1 runes"),
  from_message_id: messageIdField.nullish(),
});

const markRead: Method = (call, { world }) => {
  const request = readBody(call, readRequest, "ChatReadRequest");
  const chat = requireChat(call.account, request.chat_id);
  requirePremiumPlus(call.account, chat);
  const upTo = request.from_message_id ?? chat.messages.at(-1)?.id ?? 0n;
  return { unread_count: world.markRead(call.account, chat, upTo) };
};

export const v3ChatMethods: Record<string, Method> = {
  "/v3/chat/list": listChats,
  "/v3/chat/history": readHistory,
  "/v1/chat/send/message": sendMessage,
  "/v1/chat/send/file": sendFile,
  "/v1/chat/start": startChat,
  "/v2/chat/read": markRead,
};
