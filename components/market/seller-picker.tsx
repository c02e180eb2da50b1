"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useSellers } from "../sellers/queries";
import { FilterSelect } from "./filter-fields";

interface SellerPickerProps {
  /** Null: all of them, or not chosen yet. */
  value: string | null;
  onChange: (sellerId: string | null) => void;
  /** All of them together is a choice too. Without it the first seller is chosen by itself. */
  allowAll?: boolean;
}

/** Whose things are shown. One seller alone needs no choice: its name stands there. */
export function SellerPicker({ value, onChange, allowAll }: SellerPickerProps) {
  const t = useTranslations("market");
  const { data: sellers } = useSellers();
  const first = sellers?.[0]?.id;
  const isKnown = sellers?.some(({ id }) => id === value) ?? false;
  const choose = useEffectEvent((id: string) => onChange(id));
  useEffect(() => {
    if (!allowAll && !isKnown && first !== undefined) choose(first);
  }, [allowAll, isKnown, first]);
  if (sellers === undefined) return <span aria-hidden="true" className="skeleton inline-block h-8 w-32" />;
  if (sellers.length === 0) return null;
  if (sellers.length === 1) return <span className="max-w-48 truncate text-muted">{sellers[0]?.name}</span>;
  const options = sellers.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterSelect
      label={t("seller")}
      value={isKnown ? (value ?? "") : ""}
      options={allowAll ? [{ value: "", label: t("allSellers") }, ...options] : options}
      onChange={(id) => onChange(id === "" ? null : id)}
    />
  );
}
