"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { BroadcastRules } from "@/lib/wire/broadcast-rules";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { useBroadcastRules, useChangeBroadcastRules } from "./queries";
import { ApprovalRule, CostRule, FrequencyRule, HoursRule, OptOutRule } from "./rule-sections";
import { faultsOf, isChanged, toRules, toTyped } from "./typed-rules";

/** How buyers are spared by broadcasts: how often, when, who never, and who has to agree. */
export function RulesScreen() {
  const t = useTranslations("broadcastRules");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const query = useBroadcastRules();
  if (role !== "admin") {
    return (
      <SettingsPage title={t("title")}>
        <EmptyState title={t("title")} text={t("notAdmin")} />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={t("title")} lead={t("lead")}>
      {query.data === undefined && !query.isError && <SettingsSkeleton />}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("failed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.data !== undefined && <Rules saved={query.data} />}
    </SettingsPage>
  );
}

function Rules({ saved }: { saved: BroadcastRules }) {
  const t = useTranslations("broadcastRules");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [typed, setTyped] = useState(() => toTyped(saved));
  const change = useChangeBroadcastRules();
  const faults = faultsOf(typed);
  const canSave = Object.keys(faults).length === 0 && isChanged(typed, saved) && !change.isPending;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!canSave) return;
    change.mutate(toRules(typed), {
      onSuccess(rules) {
        setTyped(toTyped(rules));
        showToast("success", t("saved"));
      },
      onError: (error) => showToast("error", errorText(error)),
    });
  }
  const props = { typed, faults, onChange: (part: Partial<typeof typed>) => setTyped({ ...typed, ...part }) };
  return (
    <form onSubmit={submit} noValidate>
      <FrequencyRule {...props} />
      <HoursRule {...props} />
      <OptOutRule {...props} />
      <ApprovalRule {...props} />
      <CostRule {...props} />
      <div className="border-line border-t pt-5">
        <Button type="submit" look="primary" disabled={!canSave}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
