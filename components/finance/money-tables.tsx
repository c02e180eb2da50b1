"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Ref, useCallback } from "react";
import { FilterSelect, SearchField } from "../market/filter-fields";
import { SectionTabs } from "../market/section-tabs";
import type { useAddress } from "../market/use-address";
import { Button } from "../ui/button";
import { EntriesTable } from "./entries-table";
import { allKinds, type Choice, tables } from "./finance-choice";
import { GroupTable } from "./group-table";
import { useMoneyWords } from "./use-money-words";

interface MoneyTablesProps {
  choice: Choice;
  address: ReturnType<typeof useAddress>;
  ref: Ref<HTMLElement>;
}

/** Behind the sums: by order, by product, or line by line. */
export function MoneyTables({ choice, address, ref }: MoneyTablesProps) {
  const t = useTranslations("finance");
  const { values, change } = address;
  const onWords = useCallback((q: string) => change({ q }), [change]);
  const { posting = "", article = "", q = "" } = values;
  return (
    <section ref={ref} aria-label={t("behind")} className="scroll-mt-2">
      <SectionTabs
        label={t("behind")}
        tabs={tables.map((key) => ({ key, label: t(`tables.${key}`) }))}
        value={choice.table}
        onChange={(table) => change({ table, q: "", kind: "", posting: "", article: "" })}
      />
      <div className="flex flex-wrap items-center gap-2 py-2.5">
        {choice.table === "entries" ? (
          <EntryFilters choice={choice} address={address} />
        ) : (
          <>
            <SearchField
              label={t(`search.${choice.table}`)}
              placeholder={t(`searchHint.${choice.table}`)}
              value={q}
              onChange={onWords}
            />
            <span className="text-[12.5px] text-muted">{t("mostFirst")}</span>
          </>
        )}
      </div>
      {choice.table === "entries" ? (
        <EntriesTable choice={choice} kind={choice.kind} posting={posting} article={article} />
      ) : (
        <GroupTable
          key={choice.table}
          by={choice.table}
          choice={choice}
          words={q}
          onLines={({ subject, seller_id }) =>
            change({
              table: "entries",
              q: "",
              seller: seller_id,
              [choice.table === "orders" ? "posting" : "article"]: subject ?? "",
            })
          }
        />
      )}
    </section>
  );
}

function EntryFilters({ choice, address }: Omit<MoneyTablesProps, "ref">) {
  const t = useTranslations("finance");
  const words = useMoneyWords();
  const { values, change } = address;
  const only = [
    ["posting", values.posting],
    ["article", values.article],
  ] as const;
  return (
    <>
      <FilterSelect
        label={t("kind")}
        value={choice.kind ?? ""}
        options={[
          { value: "", label: t("anyKind") },
          ...allKinds.map((value) => ({ value, label: words.kind(value) })),
        ]}
        onChange={(kind) => change({ kind })}
      />
      {only.map(([name, value]) =>
        value === undefined ? null : (
          <Button key={name} onClick={() => change({ [name]: "" })} title={t("showAll")}>
            {t(`only.${name}`, { value })}
            <X size={13} aria-hidden="true" className="text-muted" />
          </Button>
        ),
      )}
    </>
  );
}
