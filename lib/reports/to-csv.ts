import { CSV_MARK, csvLine, csvText } from "../text/csv";
import type { Figures } from "../wire/reports";
import type { ChatReport } from "./chat-report";

export type ReportTable = "seller" | "operator" | "hour" | "weekday" | "day";

const columns: ReadonlyArray<readonly [name: string, value: (figures: Figures) => number | null]> = [
  ["chats_in", (figures) => figures.chats_in],
  ["answered", (figures) => figures.answered],
  ["waiting", (figures) => figures.waiting],
  ["missed_target", (figures) => figures.missed_target],
  ["first_reply_count", (figures) => figures.first_reply.count],
  ["first_reply_median_seconds", (figures) => figures.first_reply.median_seconds],
  ["first_reply_p90_seconds", (figures) => figures.first_reply.p90_seconds],
  ["next_reply_count", (figures) => figures.next_reply.count],
  ["next_reply_median_seconds", (figures) => figures.next_reply.median_seconds],
  ["next_reply_p90_seconds", (figures) => figures.next_reply.p90_seconds],
  ["resolution_count", (figures) => figures.resolution.count],
  ["resolution_median_seconds", (figures) => figures.resolution.median_seconds],
  ["resolution_p90_seconds", (figures) => figures.resolution.p90_seconds],
  ["within_24h", (figures) => figures.within_24h],
  ["messages_in", (figures) => figures.messages_in],
  ["messages_out", (figures) => figures.messages_out],
];

/**
 * One table of a report as CSV: UTF-8 with a mark at its beginning, semicolons, decimal commas and CRLF, as spreadsheets
 * set to Russian open without asking. A name that a spreadsheet would take for a formula is kept as text.
 */
export function toCsv(report: ChatReport, table: ReportTable): string {
  const rows = rowsOf(report, table);
  const head = [table, ...columns.map(([name]) => name)];
  const lines = rows.map(({ key, figures }) => [
    csvText(key),
    ...columns.map(([, value]) => asNumber(value(figures))),
  ]);
  return CSV_MARK + [head, ...lines].map(csvLine).join("");
}

function rowsOf(report: ChatReport, table: ReportTable): Array<{ key: string; figures: Figures }> {
  switch (table) {
    case "seller":
      return report.by_seller.map((row) => ({ key: row.name, figures: row.figures }));
    case "operator":
      return report.by_operator.map((row) => ({ key: row.name, figures: row.figures }));
    case "hour":
      return report.by_hour.map((row) => ({ key: String(row.hour), figures: row.figures }));
    case "weekday":
      return report.by_weekday.map((row) => ({ key: String(row.weekday), figures: row.figures }));
    case "day":
      return report.by_day.map((row) => ({ key: row.day, figures: row.figures }));
    default:
      return table satisfies never;
  }
}

function asNumber(value: number | null): string {
  if (value === null) return "";
  return (Number.isInteger(value) ? String(value) : value.toFixed(3)).replace(".", ",");
}
