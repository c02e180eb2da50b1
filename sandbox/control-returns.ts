import { accountOf, type ControlCall, type Routes, Unknown } from "./control-call";
import {
  newReturnRequestBody,
  returnChange,
  type SandboxLedger,
  type SandboxReturn,
} from "./control-market-protocol";
import { ledgerOf } from "./market/money/ledger";
import { totalsOf } from "./market/money/transactions";
import { ordersOf } from "./market/orders/market-orders";
import { toText } from "./market/orders/order-money";
import { worthOf } from "./market/returns/request-acts";
import { REQUEST_STATES, type RequestState } from "./market/returns/request-states";
import { addRequest, type GoodsReturn, requestsOf, returnsOf } from "./market/returns/return-book";
import { type ReturnRequest, requestOf } from "./market/returns/return-requests";
import { anyLineOf } from "./market/returns/returned-line";
import type { Account } from "./model";

/** Returns, requests for them, and the sums behind what methods tell of money. */
export const returnRoutes: Routes = [
  ["GET /_sandbox/accounts/:id/returns", listReturns],
  ["POST /_sandbox/return-requests", addReturnRequest],
  ["PATCH /_sandbox/returns/:id", changeReturn],
  ["GET /_sandbox/accounts/:id/ledger", readLedger],
];

function listReturns(call: ControlCall): { items: SandboxReturn[] } {
  const account = accountOf(call, call.ids[0]);
  const goods = [...returnsOf(account).values()].map((one) => tell(one, "goods"));
  return { items: [...goods, ...[...requestsOf(account).values()].map((one) => tell(one, "request"))] };
}

function tell(one: GoodsReturn | ReturnRequest, kind: SandboxReturn["kind"]): SandboxReturn {
  return {
    id: one.id,
    kind,
    posting_number: one.order.postingNumber,
    scheme: one.order.scheme,
    state: one.state,
    sku: one.line.sku,
    changed_at: new Date(one.changedMs).toISOString(),
  };
}

function addReturnRequest(call: ControlCall): SandboxReturn {
  const { client_id, posting_number, state, created_at } = newReturnRequestBody.parse(call.json);
  const account = accountOf(call, client_id);
  const order = ordersOf(account).get(posting_number);
  if (order?.scheme !== "rfbs") throw new Unknown(`no rFBS posting ${posting_number}`);
  const createdMs = created_at === undefined ? Date.now() : Date.parse(created_at);
  const request = requestOf(order, anyLineOf(order), createdMs);
  putInto(request, state);
  addRequest(account, request);
  call.parts.world.revision += 1;
  return tell(request, "request");
}

function changeReturn(call: ControlCall): SandboxReturn {
  const { client_id, state } = returnChange.parse(call.json);
  const account = accountOf(call, client_id);
  const id = call.ids[0] ?? "";
  call.parts.world.revision += 1;
  const request = requestsOf(account).get(id);
  if (request !== undefined) {
    if (!isRequestState(state)) throw new Error(`no state ${state} of a request`);
    putInto(request, state);
    return tell(request, "request");
  }
  return changeGoods(account, id, state);
}

function changeGoods(account: Account, id: string, state: string): SandboxReturn {
  const goods = returnsOf(account).get(id);
  if (goods === undefined) throw new Unknown(`no return ${id}`);
  goods.state = state;
  goods.changedMs = Date.now();
  goods.finalMs = state === "ReceivedBySeller" || state === "ReturnedToOzon" ? goods.changedMs : null;
  return tell(goods, "goods");
}

function isRequestState(state: string): state is RequestState {
  return state in REQUEST_STATES;
}

function putInto(request: ReturnRequest, state: RequestState): void {
  request.state = state;
  request.changedMs = Date.now();
  request.paidBack =
    state === "MONEY_RETURNED" ? { amount: worthOf(request), atMs: request.changedMs } : null;
}

/** `?from=2026-10-01&to=2026-10-31`: both days are counted in. */
function readLedger(call: ControlCall): SandboxLedger {
  const account = accountOf(call, call.ids[0]);
  const from = Date.parse(`${call.query.get("from") ?? "2000-01-01"}T00:00:00Z`);
  const to = Date.parse(`${call.query.get("to") ?? "2100-01-01"}T00:00:00Z`);
  const entries = ledgerOf(account, call.parts.world.revision).entries.filter(
    ({ dayMs }) => dayMs >= from && dayMs <= to,
  );
  const byKind = new Map<string, number>();
  for (const { kind, total } of entries) byKind.set(kind, (byKind.get(kind) ?? 0) + total);
  const texts = (sums: Iterable<[string, number]>) =>
    Object.fromEntries([...sums].map(([name, kopecks]) => [name, toText(kopecks)]));
  return {
    entries: entries.length,
    total: toText(entries.reduce((sum, { total }) => sum + total, 0)),
    totals: texts(Object.entries(totalsOf(entries))),
    by_kind: texts(byKind),
  };
}
