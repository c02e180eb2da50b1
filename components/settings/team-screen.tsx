"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import type { Colleague } from "@/lib/wire/team";
import type { Role } from "@/lib/wire/users";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { CapacityField } from "../team/capacity-field";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { SettingsPage } from "./settings-page";
import { SettingsSkeleton } from "./settings-skeleton";

const TeamHome = lazy(async () => ({ default: (await import("../team/team-home")).TeamHome }));

const roleTexts = {
  admin: "roleAdmin",
  supervisor: "roleSupervisor",
  operator: "roleOperator",
} as const satisfies Record<Role, string>;
const presenceFill = { available: "bg-ok", away: "bg-warn", offline: "bg-control" } as const;

/** The team: admins keep its people here, supervisors see who is here and how much may be given to them. */
export function TeamScreen() {
  const t = useTranslations("settings");
  const { role } = useCurrentUser();
  if (role === "admin") {
    return (
      <Suspense
        fallback={
          <SettingsPage title={t("team")} isWide>
            <SettingsSkeleton />
          </SettingsPage>
        }
      >
        <TeamHome />
      </Suspense>
    );
  }
  if (role === "operator") {
    return (
      <SettingsPage title={t("team")}>
        <EmptyState title={t("team")} text={t("forLeads")} />
      </SettingsPage>
    );
  }
  return <Load />;
}

/** Who is at the desk, what stands with them, how much may be given to them. */
function Load() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useColleagues();
  return (
    <SettingsPage title={t("team")} lead={t("teamLead")}>
      {query.data === undefined && !query.isError && <SettingsSkeleton />}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("teamFailed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.data !== undefined && (
        <table className="w-full border-collapse">
          <thead className="text-left text-[12px] text-muted">
            <tr className="border-line border-b">
              <th scope="col" className="py-1.5 font-medium">
                {t("person")}
              </th>
              <th scope="col" className="w-30 py-1.5 pr-4 text-right font-medium max-two:w-16">
                {t("openChats")}
              </th>
              <th scope="col" className="w-36 py-1.5 font-medium max-two:w-32">
                {t("capacity")}
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </tbody>
        </table>
      )}
    </SettingsPage>
  );
}

function PersonRow({ person }: { person: Colleague }) {
  const t = useTranslations("settings");
  const nav = useTranslations("nav");
  const { id: myId } = useCurrentUser();
  const isFull = person.capacity !== null && person.open_chats >= person.capacity;
  return (
    <tr className="border-line border-b align-top">
      <th scope="row" className="py-2.5 pr-3 text-left font-normal">
        <span className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className={cx("size-2 shrink-0 rounded-full", presenceFill[person.presence])}
          />
          <span className="wrap-anywhere min-w-0 font-medium">{person.name}</span>
          {person.id === myId && <Chip>{t("you")}</Chip>}
        </span>
        <span className="block pl-4 text-[12px] text-muted">
          {t(person.presence)} · {nav(roleTexts[person.role])} · <Sellers ids={person.seller_ids} />
        </span>
      </th>
      <td className="py-2.5 pr-4 text-right tabular-nums">
        {person.open_chats}
        {isFull && <span className="block text-[12px] text-warn-ink">{t("capacityFull")}</span>}
      </td>
      <td className="py-1.5">
        <CapacityField person={person} />
      </td>
    </tr>
  );
}

function Sellers({ ids }: { ids: readonly string[] | null }) {
  const t = useTranslations("settings");
  const { data: sellers = [] } = useSellers();
  if (ids === null) return t("allSellers");
  const names = sellers.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return names.length === 0 ? t("noSellers") : names.join(", ");
}
