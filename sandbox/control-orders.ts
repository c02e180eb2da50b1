import { accountOf, type ControlCall, type Routes, Unknown } from "./control-call";
import { newOrderBody, orderChange, type SandboxOrder } from "./control-protocol";
import { ordersOf } from "./market/orders/market-orders";
import { moveAndRing, placeAndRing } from "./market/orders/move-order";
import { tellOrder, toOrder } from "./orders";

/** Orders: placed, and moving on. */
export const orderRoutes: Routes = [
  ["GET /_sandbox/accounts/:id/orders", listOrders],
  ["POST /_sandbox/orders", placeOrder],
  ["PATCH /_sandbox/orders/:posting", changeOrder],
];

function listOrders(call: ControlCall): { items: SandboxOrder[] } {
  return { items: [...ordersOf(accountOf(call, call.ids[0])).values()].map(tellOrder) };
}

function placeOrder(call: ControlCall): SandboxOrder {
  const input = newOrderBody.parse(call.json);
  const account = accountOf(call, input.client_id);
  const chat = input.chat_id === undefined ? null : (account.chats.get(input.chat_id) ?? null);
  if (chat === null && input.chat_id !== undefined) throw new Unknown(`no chat ${input.chat_id}`);
  const { paid_at = new Date().toISOString() } = input.order;
  const order = toOrder({ ...input.order, paid_at });
  call.parts.world.putOrder(account, order, chat);
  placeAndRing(call.parts.world, account, order, { isQuiet: input.quiet === true });
  return tellOrder(order);
}

function changeOrder(call: ControlCall): SandboxOrder {
  const { client_id, quiet, ...change } = orderChange.parse(call.json);
  const account = accountOf(call, client_id);
  const order = ordersOf(account).get(call.ids[0] ?? "");
  if (order === undefined) throw new Unknown(`no posting ${call.ids[0]}`);
  moveAndRing(call.parts.world, account, order, change, { isQuiet: quiet === true });
  return tellOrder(order);
}
