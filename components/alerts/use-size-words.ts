"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** "1,2 ГБ": binary thousands, as systems show free space. */
export function useSizeWords(): (bytes: number) => string {
  const locale = useLocale();
  return useMemo(() => {
    const formats = units.map(
      (unit) =>
        new Intl.NumberFormat(locale, {
          style: "unit",
          unit,
          unitDisplay: "short",
          maximumFractionDigits: 1,
        }),
    );
    return (bytes) => {
      const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
      return formats[step]?.format(bytes / 1024 ** step) ?? String(bytes);
    };
  }, [locale]);
}
