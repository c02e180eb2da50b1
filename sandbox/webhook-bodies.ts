import { userIdOf, userTypeOf } from "./dialect-v3";
import { toMicrosText, toMillisText } from "./instants";
import { marketPush } from "./market/market-pushes";
import type { Chat } from "./model";
import { changedAtOf, deliverByOf, substatusOf } from "./orders";
import type { WireValue } from "./wire-json";
import type { OrderEvent, WorldEvent } from "./world";

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

/** A push names states as the list's finer words do (research 3.7). Those of other schemes are not rung for here. */
function orderPush(event: OrderEvent): WebhookBody | null {
  const { account, order } = event;
  if (order.scheme === "fbo") return null;
  const place = { posting_number: order.postingNumber, warehouse_id: 22000000001 };
  const seller_id = numberOrText(account.clientId);
  const products = [{ sku: BigInt(order.sku), offer_id: order.offerId, quantity: order.quantity }];
  if (event.kind === "order_new") {
    const in_process_at = toMillisText(order.paidMs * 1000);
    return { message_type: "TYPE_NEW_POSTING", ...place, products, in_process_at, seller_id };
  }
  const state = {
    new_state: substatusOf(order),
    changed_state_date: toMillisText(changedAtOf(order) * 1000),
  };
  if (event.was.substatus === state.new_state) {
    if (event.was.deliverByMs === deliverByOf(order)) return null;
    return {
      message_type: "TYPE_DELIVERY_DATE_CHANGED",
      ...place,
      old_delivery_date_end: toMillisText(event.was.deliverByMs * 1000),
      new_delivery_date_end: toMillisText(deliverByOf(order) * 1000),
      seller_id,
    };
  }
  if (order.status !== "cancelled")
    return { message_type: "TYPE_STATE_CHANGED", ...place, ...state, seller_id };
  const reason = { id: 352, message: "Покупатель отменил заказ" };
  const old_state = event.was.substatus;
  return {
    message_type: "TYPE_POSTING_CANCELLED",
    ...place,
    products,
    old_state,
    ...state,
    reason,
    seller_id,
  };
}
