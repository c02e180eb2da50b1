"use client";

import { ListTree } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { listFinanceByOrder } from "@/lib/wire/finance";
import { useCount, useMoney } from "../market/money";
import { useSellers } from "../sellers/queries";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { addAmounts, isNegative } from "./exact-amounts";
import { type Choice, kinds } from "./finance-choice";
import { useFinanceGroups } from "./queries";
import { TableEnd } from "./table-end";

type Grouped = AnswerOf<typeof listFinanceByOrder>["items"][number];
type Shown = "sale" | "refund" | "commission" | "delivery" | "rest";

/** Kinds with a column of their own; the others stand together. */
const own = ["sale", "refund", "commission", "delivery"] as const;
const shown: readonly Shown[] = [...own, "rest"];

function amountOf({ by_kind }: Grouped, column: Shown): string {
  if (column !== "rest") return by_kind[column] ?? "0";
  const rest = kinds.filter((kind) => !own.some((name) => name === kind));
  return addAmounts(rest.flatMap((kind) => by_kind[kind] ?? []));
}

interface GroupTableProps {
  by: "orders" | "products";
  choice: Choice;
  words: string;
  onLines: (row: Grouped) => void;
}

/** What is left of each order or product; where more was taken than came in stands at the end. */
export function GroupTable({ by, choice, words, onLines }: GroupTableProps) {
  const t = useTranslations("finance");
  const query = useFinanceGroups(by, choice, words);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {rows.length > 0 && (
        <table
          aria-busy={query.isPlaceholderData}
          className={cx(
            "w-full border-collapse text-left tabular-nums transition-opacity duration-120",
            query.isPlaceholderData && "opacity-60",
          )}
        >
          <caption className="sr-only">{t(`tables.${by}`)}</caption>
          <thead>
            <tr className="border-line border-b text-[12px] text-muted">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t(`columns.${by}`)}
              </th>
              <th scope="col" className="py-1.5 pl-3 text-right font-medium max-views:hidden">
                {t("columns.quantity")}
              </th>
              {shown.map((column) => (
                <th key={column} scope="col" className="py-1.5 pl-3 text-right font-medium max-views:hidden">
                  {t(`columns.${column}`)}
                </th>
              ))}
              <th scope="col" className="py-1.5 pl-3 text-right font-medium">
                {t("leftShort")}
              </th>
              <th scope="col" className="w-px py-1.5 pl-3">
                <span className="sr-only">{t("lines")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={`${row.seller_id} ${row.subject} ${row.currency}`}
                row={row}
                by={by}
                onLines={() => onLines(row)}
              />
            ))}
          </tbody>
        </table>
      )}
      <TableEnd query={query} count={rows.length} />
    </>
  );
}

function Row({ row, by, onLines }: { row: Grouped; by: GroupTableProps["by"]; onLines: () => void }) {
  const t = useTranslations("finance");
  const money = useMoney();
  const count = useCount();
  return (
    <tr className="border-line/60 border-b align-baseline">
      <th scope="row" className="max-w-0 py-2 pr-3 font-normal max-views:w-full views:w-[30%]">
        <Subject row={row} by={by} />
        <span className="block text-[12.5px] text-muted views:hidden">
          {t("soldAndTaken", {
            count: count(row.quantity),
            sale: money(row.by_kind.sale ?? "0", row.currency),
          })}
        </span>
      </th>
      <td className="py-2 pl-3 text-right max-views:hidden">{count(row.quantity)}</td>
      {shown.map((column) => (
        <td key={column} className="whitespace-nowrap py-2 pl-3 text-right text-muted max-views:hidden">
          {money(amountOf(row, column), row.currency)}
        </td>
      ))}
      <td
        className={cx(
          "whitespace-nowrap py-2 pl-3 text-right font-medium",
          isNegative(row.total) && "text-bad-ink",
        )}
      >
        {money(row.total, row.currency)}
      </td>
      <td className="py-1 pl-1 text-right">
        {row.subject !== null && (
          <Button
            look="quiet"
            onClick={onLines}
            aria-label={t("linesOf", { subject: row.subject })}
            className="px-2 text-[12.5px]"
          >
            <ListTree size={15} aria-hidden="true" className="views:hidden" />
            <span className="max-views:hidden">{t("lines")}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The order or product by its number, with a way to it. */
function Subject({ row, by }: { row: Grouped; by: GroupTableProps["by"] }) {
  const t = useTranslations("finance");
  const { data: sellers = [] } = useSellers();
  const seller = sellers.length > 1 ? sellers.find(({ id }) => id === row.seller_id)?.name : undefined;
  const more = [row.name, seller].filter((part) => part !== null && part !== undefined).join(" · ");
  if (row.subject === null) return <span className="text-muted">{t(`ofNone.${by}`)}</span>;
  const search = new URLSearchParams({ seller: row.seller_id, q: row.subject });
  if (by === "orders") search.set("tab", "all");
  return (
    <>
      <Link
        href={`/${by}?${search}`}
        className="block w-fit max-w-full truncate font-medium text-accent-ink hover:underline"
      >
        <bdi>{row.subject}</bdi>
      </Link>
      {more !== "" && (
        <bdi className="block truncate text-[12.5px] text-muted" title={more}>
          {more}
        </bdi>
      )}
    </>
  );
}
