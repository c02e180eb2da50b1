"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button, IconButton } from "../ui/button";
import { TextField } from "../ui/field";

interface DaysOffProps {
  days: readonly string[];
  onChange: (days: string[]) => void;
}

/** Days on which nobody works, whatever the weekday. */
export function DaysOff({ days, onChange }: DaysOffProps) {
  const t = useTranslations("service");
  const locale = useLocale();
  const [day, setDay] = useState("");
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  function add() {
    if (day === "") return;
    if (!days.includes(day)) onChange([...days, day].sort());
    setDay("");
  }
  return (
    <>
      {days.length === 0 && <p className="text-muted">{t("holidaysNone")}</p>}
      {days.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {days.map((iso) => {
            const name = format.format(Date.parse(iso));
            return (
              <li key={iso} className="flex items-center rounded-control bg-theirs pl-3 tabular-nums">
                {name}
                <IconButton
                  label={t("holidayRemove", { day: name })}
                  onClick={() => onChange(days.filter((other) => other !== iso))}
                >
                  <X size={14} aria-hidden="true" />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      <div className="flex items-end gap-2">
        <div className="w-44">
          <TextField
            label={t("holidayDay")}
            type="date"
            value={day}
            onChange={(event) => setDay(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && add()}
          />
        </div>
        <Button onClick={add} disabled={day === ""} className="min-h-9">
          {t("holidayAdd")}
        </Button>
      </div>
    </>
  );
}
