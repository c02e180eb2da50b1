"use client";

import { useTranslations } from "next-intl";
import { SettingsPage, SettingsSection } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useSaved } from "../settings/use-saved";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { useChangeOrderRules, useOrderRules } from "./order-rights";

/** Who may assemble orders; kept as it is pressed. */
export function OrderRulesScreen() {
  const t = useTranslations("orderRules");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const query = useOrderRules();
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
      {query.data !== undefined && <Assembling mayAssemble={query.data.operators_may_assemble} />}
    </SettingsPage>
  );
}

function Assembling({ mayAssemble }: { mayAssemble: boolean }) {
  const t = useTranslations("orderRules");
  const errorText = useErrorText();
  const change = useChangeOrderRules();
  const saved = useSaved();
  function set(operators_may_assemble: boolean, isUndo = false) {
    change.mutate(
      { operators_may_assemble },
      {
        onSuccess: () => !isUndo && saved(() => set(!operators_may_assemble, true)),
        onError: (error) => showToast("error", errorText(error)),
      },
    );
  }
  const shown = change.isPending ? change.variables.operators_may_assemble : mayAssemble;
  return (
    <SettingsSection title={t("assembling")}>
      <label className="flex cursor-pointer items-start gap-2.5">
        <input
          type="checkbox"
          checked={shown}
          disabled={change.isPending}
          onChange={(event) => set(event.target.checked)}
          className="mt-0.75 size-4 shrink-0 accent-accent"
        />
        <span>
          {t("operatorsMayAssemble")}
          <span className="block text-[12.5px] text-muted">{t("operatorsHint")}</span>
        </span>
      </label>
      <p className="text-[12.5px] text-muted">{t("leadsOnly")}</p>
    </SettingsSection>
  );
}
