"use client";

import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { TextField } from "../ui/field";
import { isTimeZone } from "./office-hours";

interface TimeZoneFieldProps {
  zone: string;
  onChange: (zone: string) => void;
}

/** An IANA time zone, typed with the browser's list at hand; kept when the field is left. */
export function TimeZoneField({ zone, onChange }: TimeZoneFieldProps) {
  const t = useTranslations("service");
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  function keep(value: string) {
    const wanted = value.trim();
    const isRight = isTimeZone(wanted);
    setWrong(!isRight);
    if (!isRight) return;
    setTyped(null);
    if (wanted !== zone) onChange(wanted);
  }
  return (
    <div className="max-w-80">
      <TextField
        label={t("zone")}
        list={id}
        autoComplete="off"
        value={typed ?? zone}
        error={isWrong ? t("zoneUnknown") : null}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => keep(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && keep(event.currentTarget.value)}
      />
      <datalist id={id}>
        {zones.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
