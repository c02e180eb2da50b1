import { z } from "zod";
import type { Method } from "../../api-method";
import type { Account } from "../../model";
import { invalid } from "../../refusal";
import { inRange, readBody } from "../../request-fields";
import type { WireValue } from "../../wire-json";
import { linesOf, toDouble, toKopecks } from "../orders/order-money";
import { idField, instantField, isWithin } from "../orders/posting-requests";
import { orderIdOf } from "../orders/posting-shape";
import { type GoodsReturn, returnsOf } from "./return-book";

const DAY_MS = 86_400_000;
const FREE_DAYS = 3;
const DAY_PRICE = 1_000; // kopecks

const rangeField = z.object({ time_from: instantField.nullish(), time_to: instantField.nullish() }).nullish();
const listRequest = z.object({
  filter: z
    .object({
      logistic_return_date: rangeField,
      storage_tariffication_start_date: rangeField,
      visual_status_change_moment: rangeField,
      order_id: idField.nullish(),
      posting_numbers: z.array(z.string()).max(50).nullish(),
      product_name: z.string().nullish(),
      offer_id: z.string().nullish(),
      visual_status_name: z.string().nullish(),
      warehouse_id: idField.nullish(),
      barcode: z.string().nullish(),
      return_schema: z.string().nullish(),
      compensation_status_id: z.number().nullish(),
    })
    .nullish(),
  limit: z.number(inRange(0, 500)).int().min(1, inRange(0, 500)).max(500, inRange(0, 500)),
  last_id: idField.nullish(),
});
type Filter = NonNullable<z.output<typeof listRequest>["filter"]>;

const listReturns: Method = (call) => {
  const { filter, limit, last_id } = readBody(call, listRequest, "GetReturnsListRequest");
  requireOneRange(filter ?? {});
  const after = BigInt(last_id ?? "0");
  const matching = [...returnsOf(call.account).values()]
    .filter((one) => BigInt(one.id) > after && passes(one, filter ?? {}))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const returns = matching.slice(0, limit).map((one) => toReturn(call.account, one, call.nowMs));
  return { returns, has_next: matching.length > limit };
};

function requireOneRange(filter: Filter): void {
  const ranges = [
    filter.logistic_return_date,
    filter.storage_tariffication_start_date,
    filter.visual_status_change_moment,
  ];
  if (ranges.filter((range) => range?.time_from || range?.time_to).length > 1)
    throw invalid("only one of the date filters can be used");
}

function passes(one: GoodsReturn, filter: Filter): boolean {
  const { order, line } = one;
  const schema = order.scheme === "fbo" ? "fbo" : "fbs";
  const has = (wanted: string | null | undefined, value: string) => !wanted || wanted === value;
  return (
    isWithin(one.returnMs, toRange(filter.logistic_return_date)) &&
    isWithin(one.changedMs, toRange(filter.visual_status_change_moment)) &&
    isWithin(one.returnMs + FREE_DAYS * DAY_MS, toRange(filter.storage_tariffication_start_date)) &&
    has(filter.order_id === "0" ? null : filter.order_id, String(orderIdOf(order))) &&
    ((filter.posting_numbers ?? []).length === 0 ||
      filter.posting_numbers?.includes(order.postingNumber) === true) &&
    (!filter.product_name || line.name.includes(filter.product_name)) &&
    has(filter.offer_id, line.offerId) &&
    has(filter.visual_status_name, one.state) &&
    has(filter.warehouse_id === "0" ? null : filter.warehouse_id, order.warehouse?.id ?? "") &&
    has(filter.barcode, barcodeOf(one)) &&
    has(filter.return_schema?.toLowerCase(), schema) &&
    !filter.compensation_status_id
  );
}

function toRange(range: z.output<typeof rangeField>) {
  return { from: range?.time_from, to: range?.time_to };
}

function barcodeOf({ id }: GoodsReturn): string {
  return `ii${id.slice(-10)}`;
}

const STATE_NAMES: Readonly<Record<string, readonly [id: number, name: string]>> = {
  MovingToSeller: [1, "Едет к вам"],
  ArrivedAtReturnPlace: [2, "В пункте выдачи"],
  ReceivedBySeller: [3, "Получен"],
  MovingToOzon: [4, "Едет на склад Ozon"],
  ReturnedToOzon: [5, "На складе Ozon"],
  Utilized: [6, "Утилизирован"],
};

function toReturn(account: Account, one: GoodsReturn, nowMs: number): Record<string, WireValue> {
  const { order } = one;
  const place = placeOf(one);
  const [id, display_name] = STATE_NAMES[one.state] ?? [0, one.state];
  return {
    id: BigInt(one.id),
    company_id: BigInt(/^\d+$/.test(account.clientId) ? account.clientId : "0"),
    exemplars: [{ id: BigInt(one.id) + 7n }],
    return_reason_name: one.reason,
    type: one.type,
    schema: order.scheme === "fbo" ? "Fbo" : "Fbs",
    order_id: orderIdOf(order),
    order_number: order.orderNumber,
    posting_number: order.postingNumber,
    place,
    target_place: place,
    source_id: undefined,
    clearing_id: BigInt(one.id) + 11n,
    return_clearing_id: BigInt(one.id) + 13n,
    product: productOf(one),
    logistic: {
      technical_return_moment: undefined,
      final_moment: one.finalMs === null ? undefined : new Date(one.finalMs).toISOString(),
      cancelled_with_compensation_moment: undefined,
      return_date: new Date(one.returnMs).toISOString(),
      barcode: barcodeOf(one),
    },
    visual: {
      status: { id, display_name, sys_name: one.state },
      change_moment: new Date(one.changedMs).toISOString(),
    },
    storage: storageOf(one, nowMs),
    compensation_status: undefined,
    additional_info: { is_opened: one.type === "ClientReturn", is_super_econom: false },
  };
}

function placeOf({ order }: GoodsReturn): Record<string, WireValue> {
  const isFbo = order.scheme === "fbo";
  return {
    id: BigInt(isFbo ? (order.warehouse?.id ?? 23_000_000_001) : 23_869_688_194_000),
    name: isFbo ? (order.warehouse?.name ?? "Хоругвино") : "СЦ_Львовский_Возвраты",
    address: isFbo ? "" : "Россия, обл. Московская, г. Подольск, ул. Московская, д. 69, стр. 5",
  };
}

function productOf({ order, line }: GoodsReturn): Record<string, WireValue> {
  const sold = linesOf(order).find(({ sku }) => sku === line.sku);
  const price = toKopecks(line.price);
  const commission = Math.round((price * line.quantity * (sold?.percent ?? 0)) / 100);
  const money = (kopecks: number) => ({ currency_code: "RUB", price: toDouble(kopecks) });
  return {
    sku: BigInt(line.sku),
    offer_id: line.offerId,
    name: line.name,
    price: money(price),
    price_without_commission: money(price - commission),
    commission_percent: sold?.percent ?? 0,
    commission: money(commission),
    quantity: line.quantity,
  };
}

/** From the fourth day on a return that nobody fetches costs. */
function storageOf(one: GoodsReturn, nowMs: number): Record<string, WireValue> {
  const arrived = one.state === "ArrivedAtReturnPlace" ? one.changedMs : null;
  const days = arrived === null ? 0 : Math.floor((nowMs - arrived) / DAY_MS);
  const paid = Math.max(0, days - FREE_DAYS) * DAY_PRICE;
  const starts = arrived === null ? undefined : new Date(arrived + FREE_DAYS * DAY_MS).toISOString();
  return {
    sum: { currency_code: "RUB", price: toDouble(paid) },
    tariffication_first_date: starts,
    tariffication_start_date: starts,
    arrived_moment: arrived === null ? undefined : new Date(arrived).toISOString(),
    days,
    utilization_sum: { currency_code: "RUB", price: 0 },
    utilization_forecast_date: undefined,
  };
}

export const listReturnMethods: Record<string, Method> = { "/v1/returns/list": listReturns };
