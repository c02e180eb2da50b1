"use client";

import { useTranslations } from "next-intl";
import type { Operations } from "@/lib/wire/operations";
import { useSizeWords } from "../alerts/use-size-words";
import { useFigureWords } from "../reports/use-figure-words";

/** The database, its largest tables, and what the disk has left. */
export function StorageFacts({ state }: { state: Operations }) {
  const t = useTranslations("operations");
  const sizes = useSizeWords();
  const words = useFigureWords();
  const { database, disk } = state;
  return (
    <>
      <ul className="flex flex-col gap-0.5 tabular-nums">
        <li>{t("databaseSize", { size: sizes(database.bytes), count: database.connections })}</li>
        {disk !== null && (
          <li>{t("diskLeft", { free: sizes(disk.free_bytes), total: sizes(disk.total_bytes) })}</li>
        )}
        <li>{t(`jobsOn.${state.jobs_on}`)}</li>
      </ul>
      <details className="group">
        <summary className="cursor-pointer py-1 text-muted hover:text-ink">{t("largestTables")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, must be scrolled by keyboard too */}
        <section aria-label={t("largestTables")} tabIndex={0} className="overflow-x-auto">
          <table className="w-full max-w-140 border-collapse text-left tabular-nums">
            <thead>
              <tr className="border-line border-b text-[12px] text-muted">
                <th scope="col" className="py-1 pr-4 font-medium">
                  {t("table")}
                </th>
                <th scope="col" className="py-1 pl-4 text-right font-medium">
                  {t("size")}
                </th>
                <th scope="col" className="py-1 pl-4 text-right font-medium">
                  {t("rows")}
                </th>
              </tr>
            </thead>
            <tbody>
              {database.tables.map((table) => (
                <tr key={table.name} className="border-line/60 border-b">
                  <th scope="row" className="py-1 pr-4 font-normal">
                    {table.name}
                  </th>
                  <td className="whitespace-nowrap py-1 pl-4 text-right">{sizes(table.bytes)}</td>
                  <td className="whitespace-nowrap py-1 pl-4 text-right">{words.count(table.rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}
