"use client";

import { useLocale } from "next-intl";
import { useCallback, useMemo } from "react";

/** What stands where an amount is not known. */
export const UNKNOWN = "—";

const decimal = /^-?\d+(\.\d+)?$/;

/** Kopecks are told only where there are any. */
const digitsAfterPoint = (amount: string) => (/\.\d*[1-9]/.test(amount) ? 2 : 0);

// Checked by `decimal` just before: a text of digits is formatted digit by digit, never as a float.
const exactly = (amount: string) => amount as Intl.StringNumericLiteral;

/** An amount of text in the reader's language: "1 990 ₽". Pure, for tests. */
export function formatMoney(locale: string, amount: string | null, currency: string | null): string {
  if (amount === null) return UNKNOWN;
  if (!decimal.test(amount)) return amount;
  const digits = digitsAfterPoint(amount);
  try {
    return new Intl.NumberFormat(locale, {
      style: "currency",
      currency: currency ?? "RUB",
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(exactly(amount));
  } catch {
    return `${amount} ${currency ?? ""}`.trim(); // a currency nobody has heard of
  }
}

/** Amounts as they came (text, never a float) in the reader's language; a dash where there is none. */
export function useMoney(): (amount: string | null, currency: string | null) => string {
  const locale = useLocale();
  return useCallback((amount, currency) => formatMoney(locale, amount, currency), [locale]);
}

/** Parts of a hundred, given as such: "12.5" is "12,5 %". */
export function usePercent(): (percent: string | number | null) => string {
  const locale = useLocale();
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: "percent",
      maximumFractionDigits: 1,
    });
    return (percent) => {
      if (percent === null) return UNKNOWN;
      if (typeof percent === "number") return format.format(percent);
      return decimal.test(percent) ? format.format(exactly(percent)) : percent;
    };
  }, [locale]);
}

/** Whole numbers in the reader's language: "1 200". */
export function useCount(): (count: number) => string {
  const locale = useLocale();
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale);
    return (count) => format.format(count);
  }, [locale]);
}
