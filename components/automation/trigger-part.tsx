"use client";

import { useTranslations } from "next-intl";
import { Choice } from "../settings/choice";
import { type RuleDraft, triggers } from "./rule-draft";
import { TimeField } from "./time-field";

interface TriggerPartProps {
  draft: RuleDraft;
  isWrong: boolean;
  onChange: (part: Partial<RuleDraft>) => void;
}

/** What has to happen. */
export function TriggerPart({ draft, isWrong, onChange }: TriggerPartProps) {
  const t = useTranslations("automation");
  return (
    <>
      <Choice
        label={t("when")}
        isLabelHidden
        value={draft.trigger}
        options={triggers.map((value) => ({ value, label: t(`triggers.${value}`) }))}
        hint={t(`triggerHints.${draft.trigger}`)}
        onChange={(trigger) => onChange({ trigger })}
      />
      {draft.trigger === "idle" && (
        <TimeField
          label={t("idleLabel")}
          amount={draft.idleAmount}
          unit={draft.idleUnit}
          error={isWrong ? t("gapIdle") : null}
          onChange={(idleAmount, idleUnit) => onChange({ idleAmount, idleUnit })}
        />
      )}
    </>
  );
}
