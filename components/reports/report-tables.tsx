"use client";

import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { Figures, getReport } from "@/lib/wire/reports";
import { useFigureWords } from "./use-figure-words";

type Report = AnswerOf<typeof getReport>;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly figures: Figures;
}

/** Who is behind the figures: sellers and people, the busiest first. */
export function ReportTables({ report }: { report: Report }) {
  const t = useTranslations("reports");
  const sellers = report.by_seller.map((row) => ({ id: row.seller_id, ...row }));
  const people = report.by_operator.map((row) => ({ id: row.operator_id, ...row }));
  return (
    <>
      <FiguresTable name={t("bySeller")} rows={sellers} />
      <FiguresTable name={t("byOperator")} rows={people} />
    </>
  );
}

function FiguresTable({ name, rows }: { name: string; rows: readonly Row[] }) {
  const t = useTranslations("reports");
  const words = useFigureWords();
  if (rows.length === 0) return null;
  const sorted = [...rows].sort((a, b) => b.figures.answered - a.figures.answered);
  const columns: readonly (readonly [name: string, value: (figures: Figures) => string])[] = [
    [t("chatsIn"), (figures) => words.count(figures.chats_in)],
    [t("answered"), (figures) => words.count(figures.answered)],
    [t("firstReply"), (figures) => words.span(figures.first_reply.median_seconds)],
    [t("nextReply"), (figures) => words.span(figures.next_reply.median_seconds)],
    [t("missed"), (figures) => words.count(figures.missed_target)],
    [t("resolution"), (figures) => words.span(figures.resolution.median_seconds)],
    [t("within24h"), (figures) => words.share(figures.within_24h)],
    [
      t("messages"),
      (figures) =>
        t("inOut", {
          incoming: words.count(figures.messages_in),
          outgoing: words.count(figures.messages_out),
        }),
    ],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too
    <section aria-label={name} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-190 border-collapse text-left tabular-nums">
        <caption className="mb-2 text-left font-semibold text-[15px] tracking-tight">{name}</caption>
        <thead>
          <tr className="border-line border-b text-[12px] text-muted">
            <th scope="col" className="py-1.5 pr-4 font-medium">
              {t("colName")}
            </th>
            {columns.map(([title]) => (
              <th key={title} scope="col" className="py-1.5 pl-4 text-right font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.id} className="border-line/60 border-b">
              <th scope="row" className="max-w-56 truncate py-2 pr-4 font-normal">
                <bdi>{row.name}</bdi>
              </th>
              {columns.map(([title, value]) => (
                <td key={title} className="whitespace-nowrap py-2 pl-4 text-right">
                  {value(row.figures)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
