import { accountOf, type ControlCall, type Routes, Unknown } from "./control-call";
import { newOrderBody, orderChange, type SandboxOrder } from "./control-protocol";
import { deliverByOf, moveOrder, substatusOf, tellOrder, toOrder } from "./orders";

/** Orders: placed, and moving on. */
export const orderRoutes: Routes = [
  ["GET /_sandbox/accounts/:id/orders", listOrders],
  ["POST /_sandbox/orders", placeOrder],
  ["PATCH /_sandbox/orders/:posting", changeOrder],
];

function listOrders(call: ControlCall): { items: SandboxOrder[] } {
  return { items: [...accountOf(call, call.ids[0]).orders.values()].map(tellOrder) };
}

function placeOrder(call: ControlCall): SandboxOrder {
  const input = newOrderBody.parse(call.json);
  const account = accountOf(call, input.client_id);
  const chat = input.chat_id === undefined ? null : (account.chats.get(input.chat_id) ?? null);
  if (chat === null && input.chat_id !== undefined) throw new Unknown(`no chat ${input.chat_id}`);
  const { paid_at = new Date().toISOString() } = input.order;
  const order = toOrder({ ...input.order, paid_at });
  call.parts.world.putOrder(account, order, chat);
  if (input.quiet !== true) call.parts.world.announceOrder({ kind: "order_new", account, order });
  return tellOrder(order);
}

function changeOrder(call: ControlCall): SandboxOrder {
  const change = orderChange.parse(call.json);
  const account = accountOf(call, change.client_id);
  const order = account.orders.get(call.ids[0] ?? "");
  if (order === undefined) throw new Unknown(`no posting ${call.ids[0]}`);
  const was = { substatus: substatusOf(order), deliverByMs: deliverByOf(order) };
  moveOrder(order, change);
  call.parts.world.revision += 1;
  if (change.quiet !== true) call.parts.world.announceOrder({ kind: "order_changed", account, order, was });
  return tellOrder(order);
}
