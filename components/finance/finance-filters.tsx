"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { getFinanceCsv } from "@/lib/wire/finance";
import { addressOf } from "../api-client";
import { FilterSelect, filterLook } from "../market/filter-fields";
import { SavedViews } from "../market/saved-views";
import { SellerPicker } from "../market/seller-picker";
import type { useAddress } from "../market/use-address";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Menu, MenuItem } from "../ui/menu";
import { type Choice, groups, presets } from "./finance-choice";
import { toPeriod } from "./queries";

interface FinanceFiltersProps {
  choice: Choice;
  address: ReturnType<typeof useAddress>;
}

/** Which days, whose, and how finely they are cut; all of it stands in the page's address. */
export function FinanceFilters({ choice, address }: FinanceFiltersProps) {
  const t = useTranslations("finance");
  const { values, change, replace } = address;
  const setDays = (days: { from?: string; to?: string }) =>
    change({ period: "", from: choice.from, to: choice.to, ...days });
  return (
    <>
      <FilterSelect
        label={t("period")}
        value={choice.preset}
        options={[...presets, "custom" as const].map((value) => ({ value, label: t(`presets.${value}`) }))}
        onChange={(preset) =>
          preset === "custom" ? setDays({}) : change({ period: preset, from: "", to: "", group: "" })
        }
      />
      <span className={cx("flex items-center gap-1", choice.preset !== "custom" && "max-two:hidden")}>
        <input
          type="date"
          aria-label={t("from")}
          title={t("from")}
          className={filterLook}
          value={choice.from}
          max={choice.to}
          onChange={(event) => event.target.value !== "" && setDays({ from: event.target.value })}
        />
        <span aria-hidden="true" className="text-muted">
          –
        </span>
        <input
          type="date"
          aria-label={t("to")}
          title={t("to")}
          className={filterLook}
          value={choice.to}
          min={choice.from}
          onChange={(event) => event.target.value !== "" && setDays({ to: event.target.value })}
        />
      </span>
      <SellerPicker
        allowAll
        value={choice.sellerId}
        onChange={(seller) => change({ seller: seller ?? "" })}
      />
      <FilterSelect
        label={t("group")}
        value={choice.group}
        options={groups.map((value) => ({ value, label: t(`groups.${value}`) }))}
        onChange={(group) => change({ group })}
      />
      <SavedViews section="money" filters={values} onPick={replace} />
    </>
  );
}

const csvTables = ["entries", "months", "orders", "products"] as const;

/** The period as a table to take away. */
export function DownloadMenu({ choice }: Pick<FinanceFiltersProps, "choice">) {
  const t = useTranslations("finance");
  return (
    <Menu
      trigger={
        <Button>
          <Download size={14} aria-hidden="true" />
          {t("download")}
        </Button>
      }
    >
      {csvTables.map((of) => (
        <MenuItem
          key={of}
          onSelect={() =>
            window.location.assign(addressOf(getFinanceCsv.path, {}, { ...toPeriod(choice), of }))
          }
        >
          {t(`csv.${of}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
