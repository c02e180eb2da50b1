"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SellerService } from "@/lib/wire/seller-service";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { SelectField } from "../ui/field";
import { AutoReply } from "./auto-reply";
import { Choice } from "./choice";
import { DaysOff } from "./days-off";
import { OfficeMeaning } from "./office-meaning";
import { ReplyTarget } from "./reply-target";
import { useKeepService, useService } from "./service-queries";
import { SettingsPage, SettingsSection } from "./settings-page";
import { SettingsSkeleton } from "./settings-skeleton";
import { TimeZoneField } from "./time-zone-field";
import { WorkingHours } from "./working-hours";

const KEPT_SELLER = "service-seller";
const assignments = ["manual", "round_robin", "least_busy"] as const;

/** The seller whose settings are open, remembered while the tab lives. */
function useChosenSeller(): [string | null, (id: string) => void] {
  const { data: sellers } = useSellers();
  const [chosen, setChosen] = useState<string | null>(null);
  if (sellers === undefined) return [null, setChosen];
  const kept = chosen ?? (typeof window === "undefined" ? null : window.sessionStorage.getItem(KEPT_SELLER));
  const id = sellers.find((seller) => seller.id === kept)?.id ?? sellers[0]?.id ?? null;
  return [
    id,
    (next) => {
      window.sessionStorage.setItem(KEPT_SELLER, next);
      setChosen(next);
    },
  ];
}

/** Targets, hours, days off, assignment and auto-reply of one seller at a time. */
export function ServiceScreen() {
  const t = useTranslations("service");
  const settings = useTranslations("settings");
  const { role } = useCurrentUser();
  const { data: sellers } = useSellers();
  const [sellerId, choose] = useChosenSeller();
  if (role === "operator") {
    return (
      <SettingsPage title={t("title")}>
        <EmptyState title={t("title")} text={settings("forLeads")} />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={t("title")} lead={t("lead")}>
      {sellers === undefined && <SettingsSkeleton />}
      {sellers?.length === 0 && <EmptyState title={t("noSellersTitle")} text={t("noSellersText")} />}
      {sellers !== undefined && sellerId !== null && (
        <>
          {sellers.length > 1 && (
            <div className="mb-5 max-w-80">
              <SelectField
                label={t("seller")}
                value={sellerId}
                options={sellers.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(event) => choose(event.target.value)}
              />
            </div>
          )}
          <ServiceOf key={sellerId} sellerId={sellerId} />
        </>
      )}
    </SettingsPage>
  );
}

function ServiceOf({ sellerId }: { sellerId: string }) {
  const t = useTranslations("service");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useService(sellerId);
  if (query.data !== undefined) return <ServiceForm service={query.data} />;
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

function ServiceForm({ service }: { service: SellerService }) {
  const t = useTranslations("service");
  const keep = useKeepService(service.seller_id);
  return (
    <>
      <OfficeMeaning service={service} />
      <SettingsSection title={t("targets")} hint={t("targetsHint")}>
        <div className="grid gap-4 two:grid-cols-2">
          <ReplyTarget
            label={t("first")}
            minutes={service.first_reply_minutes}
            onChange={(minutes) => keep({ first_reply_minutes: minutes })}
          />
          <ReplyTarget
            label={t("next")}
            minutes={service.next_reply_minutes}
            onChange={(minutes) => keep({ next_reply_minutes: minutes })}
          />
        </div>
      </SettingsSection>
      <SettingsSection title={t("hoursTitle")}>
        <TimeZoneField zone={service.time_zone} onChange={(time_zone) => keep({ time_zone })} />
        <WorkingHours hours={service.hours} onChange={(hours) => keep({ hours })} />
      </SettingsSection>
      <SettingsSection title={t("holidays")} hint={t("holidaysHint")}>
        <DaysOff days={service.holidays} onChange={(holidays) => keep({ holidays })} />
      </SettingsSection>
      <SettingsSection title={t("assignment")}>
        <Choice
          label={t("assignment")}
          isLabelHidden
          isList
          value={service.assignment}
          options={assignments.map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }))}
          onChange={(assignment) => keep({ assignment })}
        />
      </SettingsSection>
      <SettingsSection title={t("auto")} hint={t("autoHint")}>
        <AutoReply
          text={service.auto_reply_text}
          isAlwaysOpen={service.hours === null}
          onChange={(auto_reply_text) => keep({ auto_reply_text })}
        />
      </SettingsSection>
    </>
  );
}
