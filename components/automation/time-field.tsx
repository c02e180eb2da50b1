"use client";

import { useTranslations } from "next-intl";
import { SelectField, TextField } from "../ui/field";
import { type TimeUnit, timeUnits } from "./rule-draft";

interface TimeFieldProps {
  label: string;
  amount: string;
  unit: TimeUnit;
  error: string | null;
  onChange: (amount: string, unit: TimeUnit) => void;
}

/** A length of time as people say it: a number and its unit. */
export function TimeField({ label, amount, unit, error, onChange }: TimeFieldProps) {
  const t = useTranslations("automation");
  return (
    <div className="grid max-w-80 grid-cols-2 items-start gap-2">
      <TextField
        label={label}
        inputMode="decimal"
        autoComplete="off"
        value={amount}
        error={error}
        onChange={(event) => onChange(event.target.value, unit)}
      />
      <SelectField
        label={t("unit")}
        value={unit}
        options={timeUnits.map((value) => ({ value, label: t(`units.${value}`) }))}
        onChange={(event) => {
          const chosen = timeUnits.find((one) => one === event.target.value);
          if (chosen) onChange(amount, chosen);
        }}
      />
    </div>
  );
}
