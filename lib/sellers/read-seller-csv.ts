import { parse } from "csv-parse/sync";
import { AppError } from "../errors";
import { MOST_IMPORT_LINES } from "../wire/seller-keys";

/** One line as it stands in the file; nothing is checked yet. */
export interface SellerLine {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly name: string;
  readonly clientId: string;
  readonly apiKey: string;
  readonly webhookMode: string;
}

type Column = "name" | "clientId" | "apiKey" | "webhookMode";

/** Names of columns without case, spaces and dashes. */
const COLUMN_NAMES: ReadonlyMap<string, Column> = new Map([
  ["name", "name"],
  ["название", "name"],
  ["магазин", "name"],
  ["clientid", "clientId"],
  ["apikey", "apiKey"],
  ["apiключ", "apiKey"],
  ["ключ", "apiKey"],
  ["webhookmode", "webhookMode"],
  ["уведомления", "webhookMode"],
]);

/**
 * Reads a table of sellers: comma, semicolon or tab, quotes, a mark of byte order at its beginning, columns in any
 * order by the names in the first line; columns of other names are left alone. Throws `csv_unreadable`, without what
 * the file says: it holds keys.
 */
export function readSellerCsv(csv: string): SellerLine[] {
  const [header, ...lines] = parseLines(csv);
  if (header === undefined) throw new AppError("csv_unreadable");
  const columns = header.cells.map(toColumn);
  const at = (column: Column) => columns.indexOf(column);
  const [name, clientId, apiKey, webhookMode] = [at("name"), at("clientId"), at("apiKey"), at("webhookMode")];
  const missing = (["name", "clientId", "apiKey"] as const).filter((column) => at(column) === -1);
  if (missing.length > 0) throw new AppError("csv_unreadable", { details: { missing } });
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (filled.length > MOST_IMPORT_LINES)
    throw new AppError("csv_unreadable", {
      details: { most_lines: MOST_IMPORT_LINES, lines: filled.length },
    });
  return filled.map(({ line, cells }) => ({
    line,
    name: cells[name] ?? "",
    clientId: cells[clientId] ?? "",
    apiKey: cells[apiKey] ?? "",
    webhookMode: webhookMode === -1 ? "" : (cells[webhookMode] ?? ""),
  }));
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
  } catch {
    // Its reason quotes the file, and the file holds keys: neither answer nor log may have it.
    throw new AppError("csv_unreadable");
  }
}

/** Spreadsheets write what the country is used to: whichever the first line has most of. */
function delimiterOf(csv: string): string {
  const first = /^\uFEFF?(.*)/.exec(csv)?.[1] ?? "";
  const counted = [";", "\t", ","].map((sign) => ({ sign, count: first.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}
