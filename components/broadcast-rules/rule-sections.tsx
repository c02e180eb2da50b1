"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useTags } from "../inbox/tags-query";
import { SettingsSection } from "../settings/settings-page";
import { TextField } from "../ui/field";
import {
  FREE_PUSHES,
  type RuleFaults,
  type RuleField,
  type TypedRules,
  USUAL_APPROVAL_ABOVE,
} from "./typed-rules";
import { WordsField } from "./words-field";

export interface RuleProps {
  typed: TypedRules;
  faults: RuleFaults;
  onChange: (part: Partial<TypedRules>) => void;
}

/** The sentence of what is wrong with a field; null where nothing is. */
function useFault(faults: RuleFaults): (field: RuleField) => string | null {
  const t = useTranslations("broadcastRules");
  return (field) => {
    const fault = faults[field];
    return fault === undefined ? null : t(fault);
  };
}

/** How often one buyer may be written to. */
export function FrequencyRule({ typed, faults, onChange }: RuleProps) {
  const t = useTranslations("broadcastRules");
  const fault = useFault(faults);
  return (
    <SettingsSection title={t("frequency")} hint={t("frequencyHint")}>
      <div className="grid gap-4 two:grid-cols-2">
        <TextField
          label={t("frequencyDays")}
          hint={t("frequencyDaysHint")}
          inputMode="numeric"
          autoComplete="off"
          value={typed.frequencyDays}
          error={fault("frequencyDays")}
          onChange={(event) => onChange({ frequencyDays: event.target.value })}
        />
        <TextField
          label={t("orderFrequencyDays")}
          hint={t("orderFrequencyDaysHint")}
          inputMode="numeric"
          autoComplete="off"
          value={typed.orderFrequencyDays}
          error={fault("orderFrequencyDays")}
          onChange={(event) => onChange({ orderFrequencyDays: event.target.value })}
        />
      </div>
    </SettingsSection>
  );
}

/** When messages may leave. */
export function HoursRule({ typed, faults, onChange }: RuleProps) {
  const t = useTranslations("broadcastRules");
  const fault = useFault(faults);
  return (
    <SettingsSection title={t("hours")} hint={t("hoursHint")}>
      <div className="grid max-w-80 grid-cols-2 items-start gap-4">
        <TextField
          label={t("from")}
          type="time"
          required
          value={typed.from}
          onChange={(event) => onChange({ from: event.target.value })}
        />
        <TextField
          label={t("to")}
          type="time"
          required
          value={typed.to}
          error={fault("to")}
          onChange={(event) => onChange({ to: event.target.value })}
        />
      </div>
    </SettingsSection>
  );
}

/** Who is never written to again. */
export function OptOutRule({ typed, faults, onChange }: RuleProps) {
  const t = useTranslations("broadcastRules");
  const fault = useFault(faults);
  const id = useId();
  const { data: tags } = useTags();
  return (
    <SettingsSection title={t("optOut")} hint={t("optOutHint")}>
      <WordsField words={typed.words} onChange={(words) => onChange({ words })} />
      <div className="max-w-80">
        <TextField
          label={t("tag")}
          hint={t("tagHint")}
          list={id}
          autoComplete="off"
          value={typed.tag}
          error={fault("tag")}
          onChange={(event) => onChange({ tag: event.target.value })}
        />
        <datalist id={id}>
          {tags?.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
    </SettingsSection>
  );
}

/** Above how many recipients one person alone may not start. */
export function ApprovalRule({ typed, faults, onChange }: RuleProps) {
  const t = useTranslations("broadcastRules");
  const fault = useFault(faults);
  return (
    <SettingsSection title={t("approval")} hint={t("approvalHint")}>
      <Switch
        label={t("approvalOn")}
        isOn={typed.approvalAbove !== null}
        onChange={(isOn) => onChange({ approvalAbove: isOn ? String(USUAL_APPROVAL_ABOVE) : null })}
      />
      {typed.approvalAbove !== null && (
        <div className="max-w-60">
          <TextField
            label={t("approvalAbove")}
            inputMode="numeric"
            autoComplete="off"
            value={typed.approvalAbove}
            error={fault("approvalAbove")}
            onChange={(event) => onChange({ approvalAbove: event.target.value })}
          />
        </div>
      )}
    </SettingsSection>
  );
}

/** What a push would cost, with which a broadcast is compared. */
export function CostRule({ typed, onChange }: RuleProps) {
  const t = useTranslations("broadcastRules");
  return (
    <SettingsSection title={t("cost")} hint={t("costHint")}>
      <Switch
        label={t("freePushes", { count: typed.freePushes === 0 ? FREE_PUSHES : typed.freePushes })}
        isOn={typed.freePushes > 0}
        onChange={(isOn) => onChange({ freePushes: isOn ? FREE_PUSHES : 0 })}
      />
    </SettingsSection>
  );
}

function Switch({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="flex min-h-8 w-fit cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
