import { z } from "zod";
import type { Method } from "../../api-method";
import { invalid } from "../../refusal";
import { readBody } from "../../request-fields";
import type { WireValue } from "../../wire-json";
import { toText } from "../orders/order-money";
import { FEES, type Fee } from "./fees";
import { type Entry, type EntryLine, ledgerOf, totalOf } from "./ledger";

// No document says how many come at once.
const PAGE = 200;
const FIRST_DAY = Date.parse("2022-01-01T00:00:00Z");

const byDayRequest = z.object({ date: z.iso.date(), last_id: z.string() });

const byDay: Method = (call, { world }) => {
  const { date, last_id } = readBody(call, byDayRequest, "GetFinanceAccrualByDayRequest");
  const dayMs = Date.parse(`${date}T00:00:00Z`);
  if (dayMs < FIRST_DAY) throw invalid("date must be 2022-01-01 or later");
  if (last_id !== "" && !/^\d+$/.test(last_id)) throw invalid("last_id is invalid or has expired");
  const all = ledgerOf(call.account, world.revision).byDay.get(dayMs) ?? [];
  const after = last_id === "" ? all : all.filter((entry) => BigInt(entry.id) > BigInt(last_id));
  const page = after.slice(0, PAGE);
  return {
    accruals: page.map(toAccrual),
    last_id: after.length > PAGE ? (page.at(-1)?.id ?? "") : "",
  };
};

function toAccrual(entry: Entry): Record<string, WireValue> {
  const category = categoryOf(entry);
  return {
    accrual_id: BigInt(entry.id),
    date: new Date(entry.dayMs).toISOString().slice(0, 10),
    unit_number: entry.unit,
    accrued_category: category,
    total_amount: money(entry.total),
    posting: category === "POSTING" ? toPosting(entry) : undefined,
    item_fees: category === "ITEM" ? { fees: entry.lines.map(toItemFee) } : undefined,
    non_item_fee: category === "NON_ITEM" ? feeOf(entry.fees[0]) : undefined,
  };
}

function categoryOf({ kind, lines }: Entry): "POSTING" | "ITEM" | "NON_ITEM" {
  if (kind === "promotion" || kind === "acquiring") return "ITEM";
  return lines.length > 0 ? "POSTING" : "NON_ITEM";
}

function toPosting({ order, lines }: Entry): Record<string, WireValue> {
  return {
    delivery_schema: (order?.scheme ?? "fbs").toUpperCase(),
    delivery_speed: 0,
    products: lines.map((line) => ({
      sku: BigInt(line.sku),
      commission: {
        seller_price: money(line.price),
        sale_price: money(line.price),
        sale_amount: money(line.sale),
        sale_commission: money(line.commission),
        commission: money(line.commission),
        commission_ratio: line.sale === 0 ? "0" : toText(Math.round((-line.commission * 100) / line.sale)),
        bonus: money(0),
        coinvestment: money(0),
      },
      delivery: {
        services: line.fees.map((fee) => feeOf(fee)),
        total_accrued: money(line.fees.reduce((sum, { amount }) => sum + amount, 0)),
      },
    })),
  };
}

function toItemFee(line: EntryLine): Record<string, WireValue> {
  return { sku: BigInt(line.sku), fees: line.fees.map((fee) => feeOf(fee)) };
}

function feeOf(fee: { fee: Fee; amount: number } | undefined): Record<string, WireValue> {
  return { type_id: FEES[fee?.fee ?? "storage"].id, accrued: money(fee?.amount ?? 0) };
}

function money(kopecks: number): Record<string, WireValue> {
  return { amount: toText(kopecks), currency: "RUB" };
}

const listTypes: Method = () => ({
  accrual_types: Object.values(FEES).map(({ id, name }) => ({ id, name, description: `${name}.` })),
});

const postingsRequest = z.object({ posting_numbers: z.array(z.string()).min(1).max(200) });

const byPosting: Method = (call, { world }) => {
  const { posting_numbers } = readBody(call, postingsRequest, "GetFinanceAccrualPostingsRequest");
  const wanted = new Set(posting_numbers);
  const found = ledgerOf(call.account, world.revision).entries.filter(
    ({ order, unit }) => order !== null && wanted.has(unit),
  );
  return {
    posting_accruals: posting_numbers.map((posting_number) => ({
      posting_number,
      accruals: found.filter(({ unit }) => unit === posting_number).flatMap(toPostingAccruals),
    })),
  };
};

/** One row for each amount, so that they add up to the entries of these postings. */
function toPostingAccruals(entry: Entry): Record<string, WireValue>[] {
  return entry.lines.flatMap((line) => {
    const amounts: [Fee, number][] = [
      ["sale", line.sale],
      ["sale_commission", line.commission],
      ...line.fees.map(({ fee, amount }): [Fee, number] => [fee, amount]),
    ];
    return amounts
      .filter(([, amount]) => amount !== 0 || totalOf(line) === 0)
      .map(([fee, amount]) => ({
        accrual_date: new Date(entry.dayMs).toISOString().slice(0, 10),
        type_id: FEES[fee].id,
        sku: BigInt(line.sku),
        quantity: line.quantity,
        seller_price: money(line.price),
        accrued: money(amount),
      }));
  });
}

export const accrualMethods: Record<string, Method> = {
  "/v1/finance/accrual/by-day": byDay,
  "/v1/finance/accrual/types": listTypes,
  "/v1/finance/accrual/postings": byPosting,
};
