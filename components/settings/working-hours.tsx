"use client";

import { Plus, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { BusinessHours } from "@/lib/wire/seller-service";
import { Button, IconButton } from "../ui/button";
import { Choice } from "./choice";
import { minutesOf, problemOf, usualHours, type Weekday, weekdays } from "./office-hours";

type Span = readonly [string, string];

const MOST_SPANS = 5; // a day, as the server allows
const workdays: readonly Weekday[] = ["1", "2", "3", "4", "5"];
/** A Monday; the days of the week are named after it. */
const SOME_MONDAY_MS = Date.UTC(2026, 10, 16, 12);

interface WorkingHoursProps {
  hours: BusinessHours | null;
  onChange: (hours: BusinessHours | null) => void;
}

/** Business hours day by day. What cannot be is said and not kept until it is mended. */
export function WorkingHours({ hours, onChange }: WorkingHoursProps) {
  const t = useTranslations("service");
  // Hours that cannot be kept yet stand here alone, so that typing is never undone under the fingers.
  const [unfinished, setUnfinished] = useState<Partial<Record<Weekday, readonly Span[]>>>({});
  const [lastHours, setLastHours] = useState(hours ?? usualHours);
  if (hours !== null && hours !== lastHours) setLastHours(hours);

  function changeDay(day: Weekday, spans: readonly Span[]) {
    if (hours === null) return;
    const { [day]: _, ...others } = unfinished;
    if (problemOf(spans) !== null) return setUnfinished({ ...unfinished, [day]: spans });
    setUnfinished(others);
    onChange({ ...hours, [day]: sorted(spans) });
  }
  function copyToWorkdays(spans: readonly Span[]) {
    if (hours === null || problemOf(spans) !== null) return;
    setUnfinished({});
    onChange({ ...hours, ...Object.fromEntries(workdays.map((day) => [day, sorted(spans)])) });
  }

  return (
    <>
      <Choice
        label={t("mode")}
        value={hours === null ? "always" : "byHours"}
        options={[
          { value: "byHours", label: t("byHours") },
          { value: "always", label: t("always") },
        ]}
        onChange={(mode) => onChange(mode === "always" ? null : lastHours)}
      />
      {hours !== null && (
        <ul className="flex flex-col">
          {weekdays.map((day) => (
            <Day
              key={day}
              day={day}
              spans={unfinished[day] ?? hours[day]}
              onChange={(spans) => changeDay(day, spans)}
              onCopy={() => copyToWorkdays(unfinished[day] ?? hours[day])}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function sorted(spans: readonly Span[]): [string, string][] {
  return spans.map(([from, to]): [string, string] => [from, to]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** Hours for one more span: after the last one, an hour or as much as the day still has. */
function nextSpan(spans: readonly Span[]): Span {
  const last = sorted(spans).at(-1)?.[1];
  if (last === undefined) return ["09:00", "18:00"];
  const start = Math.min(minutesOf(last) + 60, 23 * 60);
  const text = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return [text(start), text(Math.min(start + 60, 24 * 60))];
}

interface DayProps {
  day: Weekday;
  spans: readonly Span[];
  onChange: (spans: readonly Span[]) => void;
  onCopy: () => void;
}

function Day({ day, spans, onChange, onCopy }: DayProps) {
  const t = useTranslations("service");
  const locale = useLocale();
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(
    SOME_MONDAY_MS + (Number(day) - 1) * 86_400_000,
  );
  const problem = problemOf(spans);
  return (
    <li className="grid grid-cols-[112px_1fr] items-start gap-x-3 gap-y-1 border-line border-b py-2 max-two:grid-cols-1">
      <span className="flex min-h-8 items-center font-medium first-letter:uppercase">
        <span className="first-letter:uppercase">{name}</span>
      </span>
      <div className="flex min-w-0 flex-col gap-1.5">
        {spans.map((span, at) => (
          <SpanFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a span has no name but its place in the day
            key={at}
            day={name}
            span={span}
            onChange={(next) => onChange(spans.map((other, place) => (place === at ? next : other)))}
            onRemove={() => onChange(spans.filter((_, place) => place !== at))}
          />
        ))}
        {problem !== null && (
          <p role="alert" className="text-[12px] text-bad-ink">
            {t(problem)}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-1">
          {spans.length === 0 && <span className="mr-2 text-muted">{t("closedDay")}</span>}
          {spans.length < MOST_SPANS && (
            <Button look="quiet" className="-ml-2 px-2" onClick={() => onChange([...spans, nextSpan(spans)])}>
              <Plus size={14} aria-hidden="true" />
              {t(spans.length === 0 ? "addSpan" : "addBreak")}
              <span className="sr-only">: {name}</span>
            </Button>
          )}
          {spans.length > 0 && workdays.includes(day) && (
            <Button look="quiet" className="px-2" aria-label={t("copyLabel", { day: name })} onClick={onCopy}>
              {t("copy")}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

interface SpanFieldsProps {
  day: string;
  span: Span;
  onChange: (span: Span) => void;
  onRemove: () => void;
}

const timeField =
  "min-h-8 w-31 rounded-control border border-control bg-panel px-2 tabular-nums pointer-coarse:min-h-11 max-two:text-base";

function SpanFields({ day, span: [from, to], onChange, onRemove }: SpanFieldsProps) {
  const t = useTranslations("service");
  return (
    <div className="flex items-center gap-1.5">
      <input
        type="time"
        aria-label={t("spanFrom", { day })}
        value={from}
        onChange={(event) => event.target.value !== "" && onChange([event.target.value, to])}
        className={timeField}
      />
      <span aria-hidden="true" className="text-muted">
        –
      </span>
      {/* The end of the day is written 24:00 and typed as 00:00: a field for times knows no other midnight. */}
      <input
        type="time"
        aria-label={t("spanTo", { day })}
        value={to === "24:00" ? "00:00" : to}
        onChange={(event) =>
          event.target.value !== "" &&
          onChange([from, event.target.value === "00:00" ? "24:00" : event.target.value])
        }
        className={timeField}
      />
      {to === "24:00" && <span className="text-[12px] text-muted">{t("midnight")}</span>}
      <IconButton label={t("removeSpan", { from, to, day })} onClick={onRemove}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
