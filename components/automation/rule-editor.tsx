"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "../api-client";
import { SettingsPage } from "../settings/settings-page";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { ActionRows } from "./action-rows";
import { ConditionRows } from "./condition-rows";
import { DryRun } from "./dry-run";
import { PartSection } from "./part-section";
import { useSaveRule } from "./queries";
import { type DraftGaps, type RuleDraft, toBody } from "./rule-draft";
import { TriggerPart } from "./trigger-part";

const MOST_NAME_CHARS = 100;
const noGaps: DraftGaps = new Set();

interface RuleEditorProps {
  /** Null: a new rule. */
  id: string | null;
  isEnabled: boolean;
  draftAtFirst: RuleDraft;
  onClose: () => void;
}

/** One rule being written: when, and, then; tried on last week before it is kept. */
export function RuleEditor({ id, isEnabled, draftAtFirst, onClose }: RuleEditorProps) {
  const t = useTranslations("automation");
  const [draft, setDraft] = useState(draftAtFirst);
  // What is missing is told once somebody tried to keep or to try the rule, not while they write it.
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useSaveRule(id, ({ name }) => {
    showToast("success", t("saved", { name }));
    onClose();
  });
  const told = toBody(draft);
  const gaps = isChecked && "gaps" in told ? told.gaps : noGaps;
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  function change(part: Partial<RuleDraft>) {
    setDraft((before) => ({ ...before, ...part }));
    if (save.isError) save.reset();
  }
  /** The rule as the server takes it; null after showing what is missing. To be tried it needs no name. */
  function check(checked: RuleDraft) {
    const result = toBody(checked);
    if ("body" in result) return result.body;
    setChecked(true);
    // The fields say so in the next frame; the first of them is where to go on.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    return null;
  }
  function keep(event: FormEvent, is_enabled: boolean) {
    event.preventDefault();
    const body = check(draft);
    if (body !== null && !save.isPending) save.mutate({ ...body, is_enabled });
  }

  return (
    <SettingsPage
      title={id === null ? t("newTitle") : draftAtFirst.name}
      action={<Button onClick={onClose}>{t("back")}</Button>}
    >
      <form
        ref={form}
        onSubmit={(event) => keep(event, isEnabled)}
        noValidate
        className="flex flex-col gap-5"
      >
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          value={draft.name}
          maxLength={MOST_NAME_CHARS}
          autoComplete="off"
          error={gaps.has("name") ? t("gapName") : null}
          onChange={(event) => change({ name: event.target.value })}
        />
        <PartSection title={t("when")}>
          <TriggerPart draft={draft} isWrong={gaps.has("idle")} onChange={change} />
        </PartSection>
        <PartSection title={t("and")}>
          <ConditionRows
            conditions={draft.conditions}
            gaps={gaps}
            onChange={(conditions) => change({ conditions })}
          />
        </PartSection>
        <PartSection title={t("then")}>
          <ActionRows actions={draft.actions} gaps={gaps} onChange={(actions) => change({ actions })} />
        </PartSection>
        <Refusal error={save.error} />
        <div className="sticky bottom-0 -mx-4 flex flex-wrap justify-end gap-2 border-line border-t bg-bg px-4 py-3">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" look={isEnabled ? "primary" : "plain"} disabled={save.isPending}>
            {t("save")}
          </Button>
          {!isEnabled && (
            <Button look="primary" disabled={save.isPending} onClick={(event) => keep(event, true)}>
              {t("saveOn")}
            </Button>
          )}
        </div>
      </form>
      <DryRun draft={draft} check={() => check({ ...draft, name: draft.name.trim() || t("newTitle") })} />
    </SettingsPage>
  );
}

function Refusal({ error }: { error: Error | null }) {
  const t = useTranslations("automation");
  const errorText = useErrorText();
  if (error === null) return null;
  const isLoop = error instanceof ApiError && error.code === "rule_loops";
  return (
    <Notice tone="bad" isUrgent>
      {errorText(error)}
      {isLoop && <p className="mt-1">{t("loopHint")}</p>}
    </Notice>
  );
}
