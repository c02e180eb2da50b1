import { Readable } from "node:stream";
import { CSV_MARK, csvLine, csvText } from "../text/csv";
import type { AuditEntry } from "../wire/audit";
import { type AuditFilters, listAudit } from "./list";

const PAGE = 1_000;
const MOST_ENTRIES = 100_000;

const columns: ReadonlyArray<readonly [name: string, value: (entry: AuditEntry) => string]> = [
  ["at", (entry) => csvText(entry.at)],
  ["actor", (entry) => csvText(entry.actor.name ?? entry.actor.id ?? entry.actor.type)],
  ["action", (entry) => csvText(entry.action)],
  ["subject_type", (entry) => csvText(entry.subject.type)],
  ["subject", (entry) => csvText(entry.subject.name ?? "")],
  ["subject_id", (entry) => csvText(entry.subject.id ?? "")],
  ["seller_id", (entry) => csvText(entry.seller_id ?? "")],
  ["details", (entry) => csvText(JSON.stringify(entry.details))],
  ["ip", (entry) => csvText(entry.ip ?? "")],
  ["user_agent", (entry) => csvText(entry.user_agent ?? "")],
  ["request_id", (entry) => csvText(entry.request_id ?? "")],
  ["place", (entry) => (entry.place === null ? "" : String(entry.place))],
];

/**
 * The log as CSV, newest first, in the form of the reports' tables; 100,000 entries at most. Read page by page as the
 * receiver takes it, so that a slow one holds one page in memory.
 */
export function auditCsv(filters: AuditFilters): ReadableStream<Uint8Array> {
  const pages = Readable.from(linesOf(filters), { highWaterMark: 1 });
  // Node's own type for the same thing; the chunks are bytes.
  return Readable.toWeb(pages) as ReadableStream<Uint8Array>;
}

async function* linesOf(filters: AuditFilters): AsyncGenerator<Uint8Array> {
  yield Buffer.from(CSV_MARK + csvLine(columns.map(([name]) => name)));
  let cursor: string | undefined;
  for (let count = 0; count < MOST_ENTRIES; count += PAGE) {
    const page = await listAudit({ query: { ...filters, limit: PAGE, cursor } });
    yield Buffer.from(page.items.map((entry) => csvLine(columns.map(([, value]) => value(entry)))).join(""));
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}
