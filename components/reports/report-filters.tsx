"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { getReportCsv } from "@/lib/wire/reports";
import { addressOf } from "../api-client";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useNow } from "../shell/use-now";
import { Button } from "../ui/button";
import { Menu, MenuItem } from "../ui/menu";
import { type Choice, daysOf, presets, toReportQuery } from "./period";
import { readerZone } from "./queries";

const tables = [
  ["day", "csvDay"],
  ["seller", "csvSeller"],
  ["operator", "csvOperator"],
  ["hour", "csvHour"],
  ["weekday", "csvWeekday"],
] as const;

const look =
  "min-h-8 rounded-control border border-control bg-panel px-2 text-ink pointer-coarse:min-h-11 max-two:text-base";

/** Which period, whose; and the same as a table to take away. */
export function ReportFilters({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  const t = useTranslations("reports");
  const { data: sellers = [] } = useSellers();
  const { data: colleagues = [] } = useColleagues();
  return (
    <div className="mb-7 flex flex-wrap items-center gap-2">
      <PeriodPicker choice={choice} onChange={onChange} />
      <select
        aria-label={t("seller")}
        className={look}
        value={choice.sellerId ?? ""}
        onChange={(event) => onChange({ ...choice, sellerId: event.target.value || null })}
      >
        <option value="">{t("allSellers")}</option>
        {sellers.map((seller) => (
          <option key={seller.id} value={seller.id}>
            {seller.name}
          </option>
        ))}
      </select>
      <select
        aria-label={t("operator")}
        className={look}
        value={choice.operatorId ?? ""}
        onChange={(event) => onChange({ ...choice, operatorId: event.target.value || null })}
      >
        <option value="">{t("allOperators")}</option>
        {colleagues.map((colleague) => (
          <option key={colleague.id} value={colleague.id}>
            {colleague.name}
          </option>
        ))}
      </select>
      <span className="two:ml-auto">
        <Menu
          trigger={
            <Button>
              <Download size={14} aria-hidden="true" />
              {t("download")}
            </Button>
          }
        >
          {tables.map(([by, text]) => (
            <MenuItem key={by} onSelect={() => window.location.assign(csvAddress(choice, by))}>
              {t(text)}
            </MenuItem>
          ))}
        </Menu>
      </span>
    </div>
  );
}

function csvAddress(choice: Choice, by: (typeof tables)[number][0]): string {
  return addressOf(getReportCsv.path, {}, { ...toReportQuery(choice, readerZone()), by });
}

function PeriodPicker({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  const t = useTranslations("reports");
  const now = useNow();
  const id = useId();
  return (
    <>
      <select
        aria-label={t("period")}
        className={look}
        value={choice.preset}
        onChange={(event) => {
          const preset = presets.find((name) => name === event.target.value);
          onChange(
            preset === undefined
              ? { ...choice, preset: "custom" }
              : { ...choice, preset, ...daysOf(preset, new Date(now)) },
          );
        }}
      >
        {[...presets, "custom" as const].map((preset) => (
          <option key={preset} value={preset}>
            {t(`presets.${preset}`)}
          </option>
        ))}
      </select>
      {choice.preset === "custom" && (
        <span className="flex items-center gap-1.5">
          <label htmlFor={`${id}-from`} className="text-muted">
            {t("from")}
          </label>
          <input
            id={`${id}-from`}
            type="date"
            className={look}
            value={choice.from}
            max={choice.to}
            onChange={(event) =>
              event.target.value !== "" && onChange({ ...choice, from: event.target.value })
            }
          />
          <label htmlFor={`${id}-to`} className="text-muted">
            {t("to")}
          </label>
          <input
            id={`${id}-to`}
            type="date"
            className={look}
            value={choice.to}
            min={choice.from}
            onChange={(event) => event.target.value !== "" && onChange({ ...choice, to: event.target.value })}
          />
        </span>
      )}
    </>
  );
}
