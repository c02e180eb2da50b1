"use client";

import { useTranslations } from "next-intl";
import { TextField } from "../ui/field";

const MOST_DAYS = 3650; // as in lib/wire/audience.ts

interface DaysFieldsProps {
  atLeast: number | undefined;
  atMost: number | undefined;
  onChange: (atLeast: number | undefined, atMost: number | undefined) => void;
}

/** How long ago something was: two bounds, either of which may be missing. */
export function DaysFields({ atLeast, atMost, onChange }: DaysFieldsProps) {
  const t = useTranslations("audience.bounds");
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label={t("atLeast")}
          value={atLeast}
          most={MOST_DAYS}
          onChange={(days) => onChange(days, atMost)}
        />
        <NumberField
          label={t("atMost")}
          value={atMost}
          most={MOST_DAYS}
          onChange={(days) => onChange(atLeast, days)}
        />
      </div>
      <p className="text-[12px] text-muted">
        {t("daysAgo")}. {t("note")}
      </p>
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  hint?: string;
  value: number | undefined;
  most: number;
  /** Undefined: the field was emptied. */
  onChange: (value: number | undefined) => void;
}

/** A whole number, or nothing. */
export function NumberField({ label, hint, value, most, onChange }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={0}
      max={most}
      value={value ?? ""}
      onChange={({ target: { valueAsNumber } }) =>
        onChange(
          Number.isFinite(valueAsNumber) ? Math.max(0, Math.min(most, Math.round(valueAsNumber))) : undefined,
        )
      }
    />
  );
}
