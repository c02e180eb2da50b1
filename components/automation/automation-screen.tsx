"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Rule } from "@/lib/wire/automation";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Examples } from "./examples";
import { useRules } from "./queries";
import { emptyDraft, type RuleDraft, toDraft } from "./rule-draft";
import { RuleEditor } from "./rule-editor";
import { RuleList } from "./rule-list";
import { RunList } from "./run-list";

/** What is being written: a new rule (`id` null) or one that is there. */
interface Editing {
  readonly id: string | null;
  readonly isEnabled: boolean;
  readonly draft: RuleDraft;
}

/** Rules, what they did, and the one that is being written. */
export function AutomationScreen() {
  const t = useTranslations("automation");
  const { role } = useCurrentUser();
  const [editing, setEditing] = useState<Editing | null>(null);
  if (role === "operator") {
    return (
      <SettingsPage title={t("title")}>
        <EmptyState title={t("title")} text={t("forLeads")} />
      </SettingsPage>
    );
  }
  const begin = (draft: RuleDraft) => setEditing({ id: null, isEnabled: false, draft });
  if (editing !== null) {
    return (
      <RuleEditor
        id={editing.id}
        isEnabled={editing.isEnabled}
        draftAtFirst={editing.draft}
        onClose={() => setEditing(null)}
      />
    );
  }
  return (
    <SettingsPage
      title={t("title")}
      lead={t("lead")}
      action={
        <Button look="primary" onClick={() => begin(emptyDraft)}>
          <Plus size={15} aria-hidden="true" />
          {t("add")}
        </Button>
      }
    >
      <Rules
        onBegin={begin}
        onEdit={(rule) => setEditing({ id: rule.id, isEnabled: rule.is_enabled, draft: toDraft(rule) })}
      />
    </SettingsPage>
  );
}

function Rules({ onBegin, onEdit }: { onBegin: (draft: RuleDraft) => void; onEdit: (rule: Rule) => void }) {
  const t = useTranslations("automation");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useRules();
  if (query.data === undefined) {
    if (!query.isError) return <SettingsSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  return (
    <>
      {query.data.length === 0 ? (
        <Examples onChoose={onBegin} />
      ) : (
        <RuleList rules={query.data} onEdit={onEdit} />
      )}
      <RunList rules={query.data} />
    </>
  );
}
