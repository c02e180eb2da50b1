"use client";

import { Check, CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ImportedLine } from "@/lib/wire/seller-keys";
import { cx } from "../ui/class-names";

/** Every line of the table with its verdict. Never a key. */
export function ImportResults({ lines }: { lines: readonly ImportedLine[] }) {
  const t = useTranslations("sellerImport");
  const head = "py-1.5 pr-3 font-medium";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section aria-label={t("table")} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <thead className="text-[12px] text-muted">
          <tr className="border-line border-b">
            <th scope="col" className={head}>
              {t("line")}
            </th>
            <th scope="col" className={head}>
              {t("name")}
            </th>
            <th scope="col" className={cx(head, "max-two:hidden")}>
              {t("clientId")}
            </th>
            <th scope="col" className={head}>
              {t("verdict")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line} data-outcome={line.outcome} className="border-line border-b align-top">
              <td className="py-2 pr-3 text-muted tabular-nums">{line.line}</td>
              <th scope="row" className="wrap-anywhere py-2 pr-3 font-medium">
                <bdi>{line.name}</bdi>
                <span className="block font-normal text-[12px] text-muted two:hidden">{line.client_id}</span>
              </th>
              <td className="wrap-anywhere py-2 pr-3 tabular-nums max-two:hidden">{line.client_id}</td>
              <td className="py-2">
                <Verdict line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Verdict({ line }: { line: ImportedLine }) {
  const t = useTranslations("sellerImport");
  const { outcome, error } = line;
  const isRefused = outcome === "refused";
  const Icon = isRefused ? CircleAlert : error === null ? Check : TriangleAlert;
  // The server's own sentence: it comes in this person's language, with the values that belong in it.
  const problem = error?.message ?? "";
  const text = isRefused
    ? problem
    : error === null
      ? t(outcome)
      : t(outcome === "added" ? "addedBut" : "fineBut", { problem });
  return (
    <span
      className={cx(
        "flex items-start gap-1.5",
        isRefused ? "text-bad-ink" : error === null ? "text-ink" : "text-warn-ink",
      )}
    >
      <Icon size={15} aria-hidden="true" className={cx("mt-0.5 shrink-0", error === null && "text-ok")} />
      <span className="wrap-anywhere min-w-0">{text}</span>
    </span>
  );
}
