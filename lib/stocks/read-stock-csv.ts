import { parse } from "csv-parse/sync";
import { AppError } from "../errors";

/** One line as it stands in the file; nothing is checked yet. */
export interface StockLine {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly offerId: string;
  readonly warehouse: string;
  readonly stock: string;
}

/** As many as one action takes. */
export const MOST_STOCK_LINES = 1000;

type Column = "offerId" | "warehouse" | "stock";

/** Names of columns without case, spaces and dashes. */
const COLUMN_NAMES: ReadonlyMap<string, Column> = new Map([
  ["offerid", "offerId"],
  ["артикул", "offerId"],
  ["warehouseid", "warehouse"],
  ["warehouse", "warehouse"],
  ["склад", "warehouse"],
  ["idсклада", "warehouse"],
  ["stock", "stock"],
  ["остаток", "stock"],
  ["количество", "stock"],
]);

/**
 * Reads a table of stocks: comma, semicolon or tab, quotes, columns in any order by the names in the first line; columns
 * of other names are left alone. The warehouse may be missing. Throws `csv_unreadable`.
 */
export function readStockCsv(csv: string): StockLine[] {
  const [header, ...lines] = parseLines(csv);
  if (header === undefined) throw new AppError("csv_unreadable");
  const columns = header.cells.map(toColumn);
  const missing = (["offerId", "stock"] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new AppError("csv_unreadable", { details: { missing } });
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (filled.length > MOST_STOCK_LINES)
    throw new AppError("csv_unreadable", { details: { most_lines: MOST_STOCK_LINES, lines: filled.length } });
  return filled.map(({ line, cells }) => {
    const cellOf = (column: Column) => cells[columns.indexOf(column)] ?? "";
    return { line, offerId: cellOf("offerId"), warehouse: cellOf("warehouse"), stock: cellOf("stock") };
  });
}

function toColumn(cell: string): Column | null {
  return COLUMN_NAMES.get(cell.toLowerCase().replace(/[\s_.-]/g, "")) ?? null;
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
