"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { SelectField, TextField } from "../ui/field";

const USUAL_MINUTES = [5, 10, 15, 30, 60, 120, 240, 480, 1440] as const;
const LONGEST_MINUTES = 10_080; // a week, as the server allows
const NONE = "none";
const OTHER = "other";

interface ReplyTargetProps {
  label: string;
  minutes: number | null;
  onChange: (minutes: number | null) => void;
}

/** Within how many minutes of working time a reply is due: a usual one, none, or any number. */
export function ReplyTarget({ label, minutes, onChange }: ReplyTargetProps) {
  const t = useTranslations("service");
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const usual: readonly number[] = USUAL_MINUTES;
  const choices = [...new Set([...usual, ...(minutes === null ? [] : [minutes])])].sort((a, b) => a - b);

  function text(count: number): string {
    if (count < 60) return t("minutes", { count });
    if (count % 60 === 0) return t("hours", { count: count / 60 });
    return t("hoursMinutes", { hours: Math.floor(count / 60), minutes: count % 60 });
  }
  function pick(value: string) {
    if (value === OTHER) return setTyped(minutes === null ? "" : String(minutes));
    setTyped(null);
    onChange(value === NONE ? null : Number(value));
  }
  function keepTyped() {
    const count = Number(typed);
    const isRight = typed?.trim() !== "" && Number.isInteger(count) && count >= 1 && count <= LONGEST_MINUTES;
    setWrong(!isRight);
    if (!isRight) return;
    setTyped(null);
    if (count !== minutes) onChange(count);
  }

  return (
    <div className="flex flex-col gap-2">
      <SelectField
        label={label}
        value={typed !== null ? OTHER : minutes === null ? NONE : String(minutes)}
        options={[
          { value: NONE, label: t("none") },
          ...choices.map((count) => ({ value: String(count), label: text(count) })),
          { value: OTHER, label: t("other") },
        ]}
        onChange={(event) => pick(event.target.value)}
      />
      {typed !== null && (
        <TextField
          label={t("otherMinutes")}
          inputMode="numeric"
          autoFocus
          value={typed}
          error={isWrong ? t("otherWrong") : null}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keepTyped}
          onKeyDown={(event) => event.key === "Enter" && keepTyped()}
        />
      )}
    </div>
  );
}
