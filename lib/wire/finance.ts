import { z } from "zod";
import { calendarDay, declareEndpoint, listOf, noAnswer, pageQuery } from "./declare";
import { amount } from "./money";

export const moneyKind = z.enum([
  "sale",
  "refund",
  "commission",
  "delivery",
  "storage",
  "advertising",
  "service",
  "compensation",
  "payout",
  "other",
]);
export type MoneyKind = z.infer<typeof moneyKind>;

/** One line of the marketplace's account with the seller. */
export const moneyEntry = z.object({
  seller_id: z.string(),
  entry_id: z.string(),
  line: z.number().int(),
  day: calendarDay,
  kind: moneyKind,
  type: z.string(),
  type_name: z.string().nullable(),
  posting_number: z.string().nullable(),
  /** Ours, where the posting is here. */
  order_id: z.string().nullable(),
  offer_id: z.string().nullable(),
  sku: z.string().nullable(),
  product_name: z.string().nullable(),
  /** Minus: taken from the seller. */
  amount,
  currency: z.string(),
});
export type MoneyEntry = z.infer<typeof moneyEntry>;

/** Days from..to, both of them, at most 400. */
const period = { seller_id: z.string().optional(), from: calendarDay, to: calendarDay };

const sums = {
  /** By kind; kinds without entries are left out. */
  by_kind: z.partialRecord(moneyKind, amount),
  /** All together: what is left for the seller; payouts do not count. */
  total: amount,
  currency: z.string(),
};

export const getFinanceTotals = declareEndpoint({
  method: "GET",
  path: "/api/finance/totals",
  access: "market.read",
  summary: "Sales, refunds, commissions and payouts of a period, and by month or day",
  query: z.object({ ...period, group: z.enum(["month", "week", "day"]).default("month") }),
  answer: z.object({
    totals: z.array(z.object(sums)),
    /** One for each month (week, day) and currency, oldest first; the first day of it. */
    periods: z.array(z.object({ ...sums, start: calendarDay })),
  }),
});

export const listMoneyEntries = declareEndpoint({
  method: "GET",
  path: "/api/finance/entries",
  access: "market.read",
  summary: "Lines of the account, newest first",
  query: pageQuery.extend({
    ...period,
    kind: moneyKind.optional(),
    posting_number: z.string().max(100).optional(),
    offer_id: z.string().max(200).optional(),
  }),
  answer: listOf(moneyEntry),
});

const grouped = z.object({
  seller_id: z.string(),
  /** A posting number or an article; null: lines that belong to none. */
  subject: z.string().nullable(),
  name: z.string().nullable(),
  quantity: z.number().int(),
  ...sums,
});

export const listFinanceByOrder = declareEndpoint({
  method: "GET",
  path: "/api/finance/by-order",
  access: "market.read",
  summary: "What is left of each posting, largest loss last",
  query: pageQuery.extend({ ...period, q: z.string().trim().max(200).optional() }),
  answer: listOf(grouped),
});

export const listFinanceByProduct = declareEndpoint({
  method: "GET",
  path: "/api/finance/by-product",
  access: "market.read",
  summary: "What is left of each article",
  query: pageQuery.extend({ ...period, q: z.string().trim().max(200).optional() }),
  answer: listOf(grouped),
});

/** Answers text/csv (UTF-8 with a mark, semicolons, commas in numbers, as Russian tables want it). */
export const getFinanceCsv = declareEndpoint({
  method: "GET",
  path: "/api/finance.csv",
  access: "market.read",
  limit: { requests: 30, seconds: 60 },
  summary: "The same as a table: entries, months, orders or products",
  query: z.object({ ...period, of: z.enum(["entries", "months", "orders", "products"]).default("entries") }),
  answer: noAnswer,
});
