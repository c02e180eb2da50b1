"use client";

import { ArrowRight, CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { checkPrices } from "@/lib/wire/product-acts";
import { useCount, useMoney, usePercent } from "../market/money";
import { cx } from "../ui/class-names";
import type { TableKind } from "./acts";

export type CheckedTable = AnswerOf<typeof checkPrices>;
type CheckedLine = CheckedTable["lines"][number];

/** Every line of a table that was tried: what would change, or why it does not fit. Those that do not come first. */
export function CheckedLines({ kind, lines }: { kind: TableKind; lines: readonly CheckedLine[] }) {
  const t = useTranslations("productActs");
  const wrongFirst = [
    ...lines.filter(({ problem }) => problem !== null),
    ...lines.filter(({ problem }) => problem === null),
  ];
  const head = "py-1.5 pr-3 font-medium";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section aria-label={t("lines")} tabIndex={0} className="focus-inset max-h-[44dvh] overflow-auto">
      <table className="w-full border-collapse text-left">
        <thead className="sticky top-0 bg-panel text-[12px] text-muted">
          <tr className="border-line border-b">
            <th scope="col" className={cx(head, "pl-2")}>
              {t("lineNumber")}
            </th>
            <th scope="col" className={head}>
              {t("article")}
            </th>
            <th scope="col" className={cx(head, "pr-2 text-right")}>
              {t("change")}
            </th>
          </tr>
        </thead>
        <tbody>
          {wrongFirst.map((line) => (
            <Line key={line.line} kind={kind} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ kind, line }: { kind: TableKind; line: CheckedLine }) {
  const money = useMoney();
  const count = useCount();
  const percent = usePercent();
  const say = (value: string | null) => {
    if (value === null) return "—";
    if (kind === "prices") return money(value, null);
    return /^\d+$/.test(value) ? count(Number(value)) : value;
  };
  return (
    <tr
      data-problem={line.problem?.code}
      className={cx("border-line border-b align-top", line.is_large && "bg-warn-soft")}
    >
      <td className="py-2 pr-3 pl-2 text-muted tabular-nums">{line.line}</td>
      <th scope="row" className="wrap-anywhere py-2 pr-3 font-medium">
        <bdi>{line.offer_id}</bdi>
        {line.name !== null && <span className="block font-normal text-[12px] text-muted">{line.name}</span>}
      </th>
      <td className="py-2 pr-2 text-right tabular-nums">
        {line.problem === null ? (
          <>
            <span className="inline-flex flex-wrap items-center justify-end gap-x-1.5">
              <span className="text-muted">{say(line.before)}</span>
              {line.is_large ? (
                <LargeSign />
              ) : (
                <ArrowRight size={13} aria-hidden="true" className="text-muted" />
              )}
              <span className="font-medium">{say(line.after)}</span>
            </span>
            {line.change !== null && line.change !== 0 && (
              <span className="block text-[12px] text-muted">
                {line.change > 0 ? "+" : "−"}
                {percent(Math.abs(line.change))}
              </span>
            )}
          </>
        ) : (
          <span className="inline-flex items-start gap-1.5 text-left text-bad-ink">
            <CircleAlert size={14} aria-hidden="true" className="mt-0.5 shrink-0" />
            <span className="wrap-anywhere">{line.problem.message}</span>
          </span>
        )}
      </td>
    </tr>
  );
}

function LargeSign() {
  const t = useTranslations("market");
  return <TriangleAlert size={13} aria-label={t("large")} className="text-warn-ink" />;
}
