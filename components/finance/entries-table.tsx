"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { MoneyEntry, MoneyKind } from "@/lib/wire/finance";
import { useMoney } from "../market/money";
import { cx } from "../ui/class-names";
import type { Choice } from "./finance-choice";
import { useMoneyEntries } from "./queries";
import { TableEnd } from "./table-end";
import { useMoneyWords } from "./use-money-words";

interface EntriesTableProps {
  choice: Choice;
  kind: MoneyKind | undefined;
  posting: string;
  article: string;
}

/** Every line of the account, newest first. */
export function EntriesTable({ choice, kind, posting, article }: EntriesTableProps) {
  const t = useTranslations("finance");
  const query = useMoneyEntries(choice, {
    kind,
    posting_number: posting || undefined,
    offer_id: article || undefined,
  });
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
          <caption className="sr-only">{t("tables.entries")}</caption>
          <thead>
            <tr className="border-line border-b text-[12px] text-muted">
              <th scope="col" className="py-1.5 pr-3 font-medium max-two:hidden">
                {t("columns.day")}
              </th>
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t("columns.what")}
              </th>
              <th scope="col" className="py-1.5 pr-3 font-medium max-two:hidden">
                {t("columns.orders")}
              </th>
              <th scope="col" className="py-1.5 pr-3 font-medium max-views:hidden">
                {t("columns.products")}
              </th>
              <th scope="col" className="py-1.5 text-right font-medium">
                {t("columns.amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((entry) => (
              <Row key={`${entry.seller_id} ${entry.entry_id} ${entry.line}`} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <TableEnd query={query} count={rows.length} />
    </>
  );
}

function Row({ entry }: { entry: MoneyEntry }) {
  const money = useMoney();
  const words = useMoneyWords();
  const kind = words.kind(entry.kind);
  const isNamed = entry.type_name !== null && entry.type_name !== kind;
  return (
    <tr className="border-line/60 border-b align-baseline">
      <td className="whitespace-nowrap py-2 pr-3 text-muted max-two:hidden">{words.day(entry.day)}</td>
      <th scope="row" className="max-w-0 py-2 pr-3 font-normal max-two:w-full two:w-[36%]">
        <bdi className="block truncate" title={entry.type}>
          {entry.type_name ?? kind}
        </bdi>
        <span className="block truncate text-[12.5px] text-muted">
          {isNamed && kind}
          <span className="two:hidden">
            {isNamed && " · "}
            {words.day(entry.day)}
          </span>
        </span>
        <span className="block truncate text-[12.5px] two:hidden">
          <Order entry={entry} />
        </span>
      </th>
      <td className="py-2 pr-3 max-two:hidden">
        <Order entry={entry} />
      </td>
      <td className="max-w-56 py-2 pr-3 text-muted max-views:hidden">
        <bdi className="block truncate" title={entry.product_name ?? undefined}>
          {entry.product_name ?? entry.offer_id ?? entry.sku ?? "—"}
        </bdi>
      </td>
      <td className="whitespace-nowrap py-2 text-right">{money(entry.amount, entry.currency)}</td>
    </tr>
  );
}

function Order({ entry }: { entry: MoneyEntry }) {
  if (entry.posting_number === null) return <span className="text-muted">—</span>;
  if (entry.order_id === null) return <bdi>{entry.posting_number}</bdi>;
  return (
    <Link href={`/orders/${entry.order_id}`} className="text-accent-ink hover:underline">
      <bdi>{entry.posting_number}</bdi>
    </Link>
  );
}
