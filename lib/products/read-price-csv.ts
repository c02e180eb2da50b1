import { parse } from "csv-parse/sync";
import { AppError } from "../errors";

/** One line as it stands in the file; nothing is checked yet. Absent: the table has no such column, or nothing in it. */
export interface PriceLine {
  /** Line of the file, the heading being 1. */
  readonly line: number;
  readonly offerId: string;
  readonly price: string | null;
  readonly oldPrice: string | null;
  readonly minPrice: string | null;
}

type Column = "offerId" | "price" | "oldPrice" | "minPrice";

/** Names of columns without case, spaces, dashes and what stands in brackets. */
const COLUMN_NAMES: ReadonlyMap<string, Column> = new Map([
  ["offerid", "offerId"],
  ["артикул", "offerId"],
  ["article", "offerId"],
  ["price", "price"],
  ["цена", "price"],
  ["новаяцена", "price"],
  ["oldprice", "oldPrice"],
  ["стараяцена", "oldPrice"],
  ["ценадоскидки", "oldPrice"],
  ["minprice", "minPrice"],
  ["минимальнаяцена", "minPrice"],
  ["минцена", "minPrice"],
]);

const MOST_LINES = 1000;

/**
 * Reads a table of prices: comma, semicolon or tab, quotes, a mark of byte order at its beginning, columns in any order by
 * the names in the first line; columns of other names are left alone. Throws `csv_unreadable`.
 */
export function readPriceCsv(csv: string): PriceLine[] {
  const [heading, ...lines] = parseLines(csv);
  const columns = heading?.cells.map(toColumn) ?? [];
  const missing = (["offerId", "price"] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new AppError("csv_unreadable", {
      details: { missing: missing.map((column) => (column === "offerId" ? "offer_id" : "price")) },
    });
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (filled.length > MOST_LINES)
    throw new AppError("csv_unreadable", { details: { most_lines: MOST_LINES, lines: filled.length } });
  return filled.map(({ line, cells }) => {
    const cell = (column: Column) => {
      const at = columns.indexOf(column);
      const text = at === -1 ? "" : (cells[at] ?? "");
      return text === "" ? null : text;
    };
    return {
      line,
      offerId: cell("offerId") ?? "",
      price: cell("price"),
      oldPrice: cell("oldPrice"),
      minPrice: cell("minPrice"),
    };
  });
}

function toColumn(cell: string): Column | null {
  const name = cell
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/\(.*?\)|,.*$|[\s_.*-]/g, "");
  return COLUMN_NAMES.get(name) ?? null;
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function parseLines(csv: string): Line[] {
  try {
    const records = parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    // With `info` each record comes as {record, info}; a header is not asked for, so a record is its cells.
    const read = records as unknown as Array<{ record: string[]; info: { lines: number } }>;
    return read.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (cause) {
    throw new AppError("csv_unreadable", { cause });
  }
}

/** Spreadsheets write what the country is used to: whichever the first line has most of. */
function delimiterOf(csv: string): string {
  const first = /^\uFEFF?(.*)/.exec(csv)?.[1] ?? "";
  const counted = [";", "\t", ","].map((sign) => ({ sign, count: first.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}
