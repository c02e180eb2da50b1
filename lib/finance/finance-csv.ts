import { Readable } from "node:stream";
import type { Actor } from "../access/actor";
import { CSV_MARK, csvLine, csvText } from "../text/csv";
import { type MoneyKind, moneyKind } from "../wire/finance";
import { listMoneyEntries } from "./entries";
import { financeByOrder, financeByProduct } from "./grouped";
import type { Sums } from "./model";
import { inPeriod, type Period } from "./period";
import { financeTotals } from "./totals";

const PAGE = 1_000;
/** Each page of groups adds up the whole period again, so they are few and large. */
const GROUPS_A_PAGE = 10_000;

export type FinanceTable = "entries" | "months" | "orders" | "products";

/**
 * A table of the period as CSV: UTF-8 with a mark at its beginning, semicolons, decimal commas, and no text that a
 * spreadsheet would take for a formula. Read page by page as the receiver takes it, and it holds nothing of buyers.
 * Throws `invalid_input`, `period_too_long` before anything is sent.
 */
export function financeCsv(input: {
  actor: Actor;
  query: Period & { readonly of: FinanceTable };
}): ReadableStream<Uint8Array> {
  inPeriod(input.actor, input.query);
  const { of, ...period } = input.query;
  const pages = Readable.from(inBytes(tables[of]({ actor: input.actor, period })), { highWaterMark: 1 });
  // Node's own type for the same thing; the chunks are bytes.
  return Readable.toWeb(pages) as ReadableStream<Uint8Array>;
}

interface Asked {
  readonly actor: Actor;
  readonly period: Period;
}

type Line = readonly string[];

/** Each yields its head, then lines page by page. */
const tables: Readonly<Record<FinanceTable, (asked: Asked) => AsyncGenerator<readonly Line[]>>> = {
  entries: entryLines,
  months: monthLines,
  orders: (asked) => groupLines(asked, "posting_number", financeByOrder),
  products: (asked) => groupLines(asked, "article", financeByProduct),
};

async function* inBytes(pages: AsyncGenerator<readonly Line[]>): AsyncGenerator<Uint8Array> {
  let mark = CSV_MARK;
  for await (const lines of pages) {
    yield Buffer.from(mark + lines.map(csvLine).join(""));
    mark = "";
  }
}

async function* entryLines({ actor, period }: Asked): AsyncGenerator<readonly Line[]> {
  yield [
    ["day", "kind", "type", "type_name", "posting_number", "article", "sku", "product", "amount", "currency"],
  ];
  let cursor: string | undefined;
  do {
    const page = await listMoneyEntries({ actor, query: { ...period, limit: PAGE, cursor } });
    yield page.items.map((one) => [
      one.day,
      one.kind,
      csvText(one.type),
      csvText(one.type_name ?? ""),
      csvText(one.posting_number ?? ""),
      csvText(one.offer_id ?? ""),
      csvText(one.sku ?? ""),
      csvText(one.product_name ?? ""),
      asNumber(one.amount),
      csvText(one.currency),
    ]);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function* monthLines({ actor, period }: Asked): AsyncGenerator<readonly Line[]> {
  yield [["month", ...SUM_COLUMNS]];
  const { periods } = await financeTotals({ actor, query: { ...period, group: "month" } });
  yield periods.map((sums) => [sums.start.slice(0, 7), ...sumCells(sums)]);
}

async function* groupLines(
  { actor, period }: Asked,
  column: string,
  read: typeof financeByOrder,
): AsyncGenerator<readonly Line[]> {
  yield [[column, "name", "quantity", ...SUM_COLUMNS]];
  let cursor: string | undefined;
  do {
    const page = await read({ actor, query: { ...period, limit: GROUPS_A_PAGE, cursor } });
    yield page.items.map((group) => [
      csvText(group.subject ?? ""),
      csvText(group.name ?? ""),
      String(group.quantity),
      ...sumCells(group),
    ]);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

const KINDS: readonly MoneyKind[] = moneyKind.options;
const SUM_COLUMNS = [...KINDS, "total", "currency"];

function sumCells(sums: Sums): string[] {
  const kinds = KINDS.map((kind) => asNumber(sums.by_kind[kind] ?? "0.00"));
  return [...kinds, asNumber(sums.total), csvText(sums.currency)];
}

function asNumber(amount: string): string {
  return amount.replace(".", ",");
}
