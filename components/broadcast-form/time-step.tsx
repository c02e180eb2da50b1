"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Choice } from "../settings/choice";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { Notice } from "../ui/notice";
import type { ChangeForm, Form, Gap } from "./form-state";
import { RateField } from "./rate-field";
import { Step, Wrong } from "./step";
import { suggestTime, toLocal, zonesWith } from "./zoned-time";

const look =
  "min-h-9 rounded-control border border-control bg-panel px-2.5 text-ink pointer-coarse:min-h-11 max-two:text-base";

interface TimeStepProps {
  form: Form;
  onChange: ChangeForm;
  gaps: ReadonlySet<Gap>;
  rates: { readonly max: number; readonly usual: number } | null;
  refusals: { readonly rate: string | null; readonly time: string | null };
}

/** When it starts, how fast it goes, and whom it spares. */
export function TimeStep({ form, onChange, gaps, rates, refusals }: TimeStepProps) {
  const t = useTranslations("broadcastForm");
  const now = useNow();
  const isOrder = form.kind === "order";
  return (
    <Step id="time" title={t("time.title")}>
      <Choice
        label={t("time.when")}
        value={form.when}
        options={[
          { value: "now", label: t(isOrder ? "time.nowOrder" : "time.now") },
          { value: "later", label: t("time.later") },
        ]}
        onChange={(when) => onChange({ when, localTime: form.localTime || suggestTime(now, form.timeZone) })}
      />
      {form.when === "later" && (
        <TimeFields form={form} onChange={onChange} now={now} isWrong={gaps.has("time")} />
      )}
      {gaps.has("time") && <Wrong>{t("time.missing")}</Wrong>}
      <Wrong>{refusals.time}</Wrong>
      {rates !== null && (
        <RateField
          rate={form.rate ?? rates.usual}
          rates={rates}
          error={refusals.rate}
          onRate={(rate) => onChange({ rate })}
        />
      )}
      <SparingFields form={form} onChange={onChange} />
    </Step>
  );
}

interface TimeFieldsProps {
  form: Form;
  onChange: ChangeForm;
  now: number;
  isWrong: boolean;
}

function TimeFields({ form, onChange, now, isWrong }: TimeFieldsProps) {
  const t = useTranslations("broadcastForm");
  const id = useId();
  const locale = useLocale();
  return (
    <div className="flex flex-wrap gap-2">
      <input
        type="datetime-local"
        aria-label={t("time.at")}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-zone`}
        value={form.localTime}
        min={now === 0 ? undefined : toLocal(new Date(now), form.timeZone)}
        onChange={(event) => onChange({ localTime: event.target.value })}
        className={look}
      />
      <select
        id={`${id}-zone`}
        aria-label={t("time.zone")}
        value={form.timeZone}
        onChange={(event) => onChange({ timeZone: event.target.value })}
        className={`${look} max-w-full`}
      >
        {zonesWith(form.timeZone, Intl.DateTimeFormat().resolvedOptions().timeZone).map((zone) => (
          <option key={zone} value={zone}>
            {nameOfZone(zone, locale, now)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** "Moscow Standard Time, GMT+3" in the reader's language. */
function nameOfZone(zone: string, locale: string, now: number): string {
  const nameBy = (timeZoneName: "long" | "shortOffset") =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName })
      .formatToParts(now)
      .find(({ type }) => type === "timeZoneName")?.value ?? zone;
  return `${nameBy("long")}, ${nameBy("shortOffset")}`;
}

/** The two ways around sparing buyers: an admin's, with what they mean. */
function SparingFields({ form, onChange }: { form: Form; onChange: ChangeForm }) {
  const t = useTranslations("broadcastForm");
  const { role } = useCurrentUser();
  const isAny = form.quietHours === "ignore" || form.frequencyCap === "ignore";
  const [isOpen, setOpen] = useState(isAny);
  if (role !== "admin") return <p className="text-[12px] text-muted">{t("sparing.always")}</p>;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-8 w-fit cursor-pointer rounded-control py-1 text-muted hover:text-ink pointer-coarse:min-h-11">
        {t("sparing.title")}
      </summary>
      <div className="mt-1 flex flex-col gap-1">
        {(["quietHours", "frequencyCap"] as const).map((name) => (
          <label
            key={name}
            className="flex min-h-8 cursor-pointer items-start gap-2 py-1 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={form[name] === "ignore"}
              onChange={(event) => onChange({ [name]: event.target.checked ? "ignore" : "respect" })}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              {t(`sparing.${name}`)}
              <span className="block text-[12px] text-muted">{t(`sparing.${name}Hint`)}</span>
            </span>
          </label>
        ))}
      </div>
      {isAny && (
        <div className="mt-2 max-w-140">
          <Notice tone="warn">{t("sparing.warning")}</Notice>
        </div>
      )}
    </details>
  );
}
