"use client";

import { useTranslations } from "next-intl";
import type { StockRow } from "@/lib/wire/stocks";
import { useCount } from "../market/money";
import { type Column, cellKey } from "./matrix-columns";
import { schemes } from "./totals-bar";

/** A product's stock in words: each scheme and each warehouse with free, reserved and promised. */
export function RowDetails({ row, columns }: { row: StockRow; columns: readonly Column[] }) {
  const t = useTranslations("stocks");
  const count = useCount();
  const names = new Map(columns.map(({ key, warehouse }) => [key, warehouse.name]));
  const lines = [
    ...schemes
      .filter((scheme) => isThere(row.totals[scheme]))
      .map((scheme) => ({
        key: scheme,
        name: t(`schemes.${scheme}`),
        numbers: row.totals[scheme],
        isSum: true,
      })),
    ...row.cells.map((one) => ({
      key: cellKey(one.kind, one.warehouse_id),
      name: names.get(cellKey(one.kind, one.warehouse_id)) ?? one.warehouse_id,
      numbers: one,
      isSum: false,
    })),
  ];
  return (
    <div className="px-4 pt-1 pb-3 two:pl-14">
      {row.agrees === false && (
        <p className="mb-1.5 max-w-140 text-[12.5px] text-warn-ink">
          {t("differsText", {
            warehouses: count(row.free + row.difference),
            list: count(row.free),
            difference: row.difference,
          })}
        </p>
      )}
      {lines.length === 0 ? (
        <p className="text-muted">{t("nowhere")}</p>
      ) : (
        <table className="border-collapse text-[12.5px]">
          <thead className="text-[12px] text-muted">
            <tr>
              <th scope="col" className="pr-6 text-left font-normal">
                {t("where")}
              </th>
              <th scope="col" className="px-3 text-right font-normal">
                {t("free")}
              </th>
              <th scope="col" className="px-3 text-right font-normal">
                {t("reserved")}
              </th>
              <th scope="col" className="px-3 text-right font-normal">
                {t("promised")}
              </th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {lines.map(({ key, name, numbers, isSum }) => (
              <tr key={key} className={isSum ? "font-semibold" : "font-normal"}>
                <th scope="row" className="wrap-anywhere py-0.5 pr-6 text-left [font-weight:inherit]">
                  {name}
                </th>
                <td className="px-3 text-right">{count(numbers.free)}</td>
                <td className="px-3 text-right">{count(numbers.reserved)}</td>
                <td className="px-3 text-right">{count(numbers.promised)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const isThere = ({ free, reserved, promised }: { free: number; reserved: number; promised: number }) =>
  free + reserved + promised > 0;
