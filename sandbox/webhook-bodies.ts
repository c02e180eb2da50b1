import { userIdOf, userTypeOf } from "./dialect-v3";
import { toMicrosText, toMillisText } from "./instants";
import { marketPush } from "./market/market-pushes";
import { orderPush } from "./market/orders/order-pushes";
import type { Chat } from "./model";
import type { WireValue } from "./wire-json";
import type { WorldEvent } from "./world";

export type WebhookBody = { readonly [key: string]: WireValue };

/** The documents' body of an event; ids are bare numbers, as large as they are. */
export function signedBody(event: WorldEvent): WebhookBody | null {
  // The documents ring for chats alone.
  if (!("chat" in event)) return null;
  const { chat } = event;
  const timestamp = toMillisText(Date.now() * 1000);
  if (event.kind === "message") {
    const { message } = event;
    return {
      event_type: "chat_new_message",
      chat_id: chat.id,
      message_id: message.id,
      created_at: toMillisText(message.atMicros),
      user_type: message.userType,
      timestamp,
    };
  }
  if (event.kind === "read_by_buyer" || event.kind === "message_updated") return null;
  const event_type = event.kind === "chat_created" ? "chat_created" : "chat_status_changed";
  const created_at = toMillisText(chat.createdMicros);
  // The documents show no body of these two: the newest message where there is one, else no id at all.
  const message_id = chat.messages.at(-1)?.id;
  return { event_type, chat_id: chat.id, message_id, created_at, user_type: "Customer", timestamp };
}

/** Production's push of an event (research 3.6), or null where it knows none. */
export function pushBody(event: WorldEvent): WebhookBody | null {
  if (event.kind === "order_new" || event.kind === "order_changed") return orderPush(event);
  if (event.kind === "product_changed" || event.kind === "stocks_changed") return marketPush(event);
  const { account, chat } = event;
  const seller_id = account.clientId;
  const place = { chat_id: chat.id, chat_type: pushChatType(chat) };
  if (event.kind === "message" || event.kind === "message_updated") {
    const { message } = event;
    const isNew = event.kind === "message";
    // No document says whether a seller's own messages are pushed (research 12): they are not, here.
    if (message.userType === "Seller") return null;
    return {
      message_type: isNew ? "TYPE_NEW_MESSAGE" : "TYPE_UPDATE_MESSAGE",
      ...place,
      message_id: message.id.toString(),
      created_at: toMicrosText(message.atMicros),
      updated_at: isNew ? undefined : toMicrosText(Date.now() * 1000),
      user: { id: userIdOf(account, message), type: userTypeOf(account, message) },
      data: message.parts,
      seller_id,
    };
  }
  const user = { id: chat.buyerId, type: "Customer" };
  if (event.kind === "read_by_buyer") {
    const id = event.lastReadId.toString();
    const created_at = toMicrosText(Date.now() * 1000);
    const read = { message_id: id, last_read_message_id: id, created_at };
    return { message_type: "TYPE_MESSAGE_READ", ...place, ...read, user, seller_id };
  }
  if (event.kind === "chat_status" && chat.status === "closed") {
    // Text in most bodies, a number in this one: both occur.
    return { message_type: "TYPE_CHAT_CLOSED", ...place, user, seller_id: numberOrText(seller_id) };
  }
  return null;
}

function numberOrText(id: string): WireValue {
  return /^\d+$/.test(id) ? BigInt(id) : id;
}

function pushChatType(chat: Chat): string {
  return chat.type === "Unspecified" ? "Seller_Notification" : chat.type;
}
