"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AudienceChoices } from "./audience-choices";
import { AudienceSentence } from "./audience-sentence";
import { FilterChips } from "./filter-chips";
import type { ChangeForm, Form } from "./form-state";
import { SegmentMenu } from "./segment-menu";
import { Step, Wrong } from "./step";

interface AudienceStepProps {
  form: Form;
  onChange: ChangeForm;
  /** Undefined while they load. */
  choices: AudienceChoices | undefined;
  /** How many the filters hold for; undefined while they are first counted. */
  matched: number | undefined;
  /** Another count is on its way. */
  isBehind: boolean;
  refusal: string | null;
  /** What else is to be said of these buyers. */
  children?: ReactNode;
}

/** Whom it is for: conditions as chips, and the whole of them as a sentence with its count. */
export function AudienceStep(props: AudienceStepProps) {
  const { form, onChange, choices, matched, isBehind, refusal, children } = props;
  const t = useTranslations("audience");
  const broadcastForm = useTranslations("broadcastForm");
  const setFilters = (filters: Form["filters"]) => onChange({ filters });
  return (
    <Step
      id="audience"
      title={t("title")}
      hint={form.kind === "order" ? broadcastForm("audience.orderHint") : undefined}
      action={<SegmentMenu sellerId={form.sellerId} filters={form.filters} onFilters={setFilters} />}
    >
      <FilterChips filters={form.filters} choices={choices} onFilters={setFilters} />
      <AudienceSentence filters={form.filters} choices={choices} matched={matched} isBehind={isBehind} />
      <Wrong>{refusal}</Wrong>
      {children}
    </Step>
  );
}
