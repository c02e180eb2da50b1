import { z } from "zod";
import type { Method } from "../../api-method";
import { invalid } from "../../refusal";
import { inRange, readBody } from "../../request-fields";
import type { WireValue } from "../../wire-json";
import { toDouble } from "../orders/order-money";
import { instantField } from "../orders/posting-requests";
import { FEES } from "./fees";
import { type Entry, type EntryKind, ledgerOf } from "./ledger";

const DAY_MS = 86_400_000;
// A month and the day that both ends may touch.
const MAX_SPAN_MS = 31 * DAY_MS;
const MAX_PAGE = 1_000;

const dateField = z.object({ from: instantField.nullish(), to: instantField.nullish() }).nullish();
const chosen = {
  date: dateField,
  posting_number: z.string().nullish(),
  transaction_type: z.string().nullish(),
};

const listRequest = z.object({
  filter: z.object({ ...chosen, operation_type: z.array(z.string()).nullish() }).nullish(),
  page: z.number().int().min(1),
  page_size: z
    .number(inRange(0, MAX_PAGE))
    .int()
    .min(1, inRange(0, MAX_PAGE))
    .max(MAX_PAGE, inRange(0, MAX_PAGE)),
});

const listTransactions: Method = (call, { world }) => {
  const { filter, page, page_size } = readBody(call, listRequest, "FinanceTransactionListV3Request");
  const types = filter?.operation_type ?? [];
  const found = choose(ledgerOf(call.account, world.revision).entries, filter ?? {}).filter(
    ({ kind }) => types.length === 0 || types.includes(OPERATIONS[kind].type),
  );
  const operations = found.slice((page - 1) * page_size, page * page_size).map(toOperation);
  const page_count = Math.ceil(found.length / page_size);
  return { result: { operations, page_count, row_count: found.length } };
};

interface Chosen {
  date?: z.output<typeof dateField>;
  posting_number?: string | null;
  transaction_type?: string | null;
}

/** A month, or one posting; not both, not neither. */
function choose(entries: Entry[], { date, posting_number, transaction_type }: Chosen): Entry[] {
  const hasDate = Boolean(date?.from && date.to);
  if (hasDate === Boolean(posting_number)) throw invalid("either date or posting_number must be set");
  const from = Date.parse(date?.from ?? "2000-01-01T00:00:00Z");
  const to = Date.parse(date?.to ?? "2100-01-01T00:00:00Z");
  if (hasDate && to - from > MAX_SPAN_MS) throw invalid("too long period, only one month allowed");
  const group = transaction_type && transaction_type !== "all" ? transaction_type : null;
  return entries.filter(
    (entry) =>
      entry.dayMs >= from &&
      entry.dayMs <= to &&
      (!posting_number || entry.unit === posting_number) &&
      (group === null || OPERATIONS[entry.kind].group === group),
  );
}

const OPERATIONS: Readonly<Record<EntryKind, { type: string; name: string; group: string }>> = {
  sale: { type: "OperationAgentDeliveredToCustomer", name: "Доставка покупателю", group: "orders" },
  refund: {
    type: "ClientReturnAgentOperation",
    name: "Получение возврата, отмены, невыкупа от покупателя",
    group: "returns",
  },
  return_delivery: {
    type: "OperationItemReturn",
    name: "Доставка и обработка возврата, отмены, невыкупа",
    group: "returns",
  },
  acquiring: {
    type: "MarketplaceRedistributionOfAcquiringOperation",
    name: "Оплата эквайринга",
    group: "other",
  },
  promotion: {
    type: "MarketplaceMarketingActionCostOperation",
    name: "Услуги продвижения товаров",
    group: "services",
  },
  storage: {
    type: "OperationMarketplaceServiceStorage",
    name: "Услуга размещения товаров на складе",
    group: "services",
  },
  subscription: {
    type: "OperationSubscriptionPremiumPlus",
    name: "Подписка Premium Plus",
    group: "services",
  },
  compensation: {
    type: "OperationLackWriteOff",
    name: "Компенсация за утерянный на складе товар",
    group: "compensation",
  },
};

function toOperation(entry: Entry): Record<string, WireValue> {
  const { type, name, group } = OPERATIONS[entry.kind];
  const fees = [...entry.lines.flatMap((line) => line.fees), ...entry.fees];
  return {
    operation_id: BigInt(entry.id),
    operation_type: type,
    operation_type_name: name,
    operation_date: `${new Date(entry.dayMs).toISOString().slice(0, 10)} 00:00:00`,
    type: group,
    amount: toDouble(entry.total),
    accruals_for_sale: toDouble(sumOf(entry, "sale")),
    sale_commission: toDouble(sumOf(entry, "commission")),
    delivery_charge: 0,
    return_delivery_charge: 0,
    posting: postingOf(entry),
    items: entry.lines.map((line) => ({ name: line.name, sku: BigInt(line.sku) })),
    services: fees
      .filter(({ fee }) => FEES[fee].service !== "")
      .map(({ fee, amount }) => ({ name: FEES[fee].service, price: toDouble(amount) })),
  };
}

function postingOf({ order }: Entry): Record<string, WireValue> {
  if (order === null) return { delivery_schema: "", order_date: "", posting_number: "", warehouse_id: 0 };
  return {
    delivery_schema: order.scheme.toUpperCase(),
    order_date: new Date(order.paidMs).toISOString().slice(0, 19).replace("T", " "),
    posting_number: order.postingNumber,
    warehouse_id: BigInt(order.warehouse?.id ?? 22_000_000_001),
  };
}

function sumOf(entry: Entry, what: "sale" | "commission"): number {
  return entry.lines.reduce((sum, line) => sum + line[what], 0);
}

const tellTotals: Method = (call, { world }) => {
  const request = readBody(call, z.object(chosen), "FinanceTransactionTotalsV3Request");
  const sums = totalsOf(choose(ledgerOf(call.account, world.revision).entries, request));
  return {
    result: Object.fromEntries(Object.entries(sums).map(([name, kopecks]) => [name, toDouble(kopecks)])),
  };
};

/** The sums of the older generation's totals, in kopecks. */
export function totalsOf(entries: Entry[]): Record<string, number> {
  const sums = {
    accruals_for_sale: 0,
    sale_commission: 0,
    processing_and_delivery: 0,
    refunds_and_cancellations: 0,
    services_amount: 0,
    compensation_amount: 0,
    money_transfer: 0,
    others_amount: 0,
  };
  for (const entry of entries) {
    const sale = sumOf(entry, "sale");
    const commission = sumOf(entry, "commission");
    sums.accruals_for_sale += sale;
    sums.sale_commission += commission;
    const rest = entry.total - sale - commission;
    if (entry.kind === "sale") sums.processing_and_delivery += rest;
    else if (entry.kind === "refund" || entry.kind === "return_delivery")
      sums.refunds_and_cancellations += rest;
    else if (entry.kind === "compensation") sums.compensation_amount += rest;
    else if (entry.kind === "acquiring") sums.others_amount += rest;
    else sums.services_amount += rest;
  }
  return sums;
}

export const transactionMethods: Record<string, Method> = {
  "/v3/finance/transaction/list": listTransactions,
  "/v3/finance/transaction/totals": tellTotals,
};
