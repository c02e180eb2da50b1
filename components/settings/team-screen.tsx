"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Colleague, changeCapacity } from "@/lib/wire/team";
import type { Role } from "@/lib/wire/users";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { SettingsPage } from "./settings-page";
import { SettingsSkeleton } from "./settings-skeleton";
import { useSaved } from "./use-saved";

const MOST_CHATS = 10_000; // as the server allows
const roleTexts = {
  admin: "roleAdmin",
  supervisor: "roleSupervisor",
  operator: "roleOperator",
} as const satisfies Record<Role, string>;
const presenceFill = { available: "bg-ok", away: "bg-warn", offline: "bg-control" } as const;

type Colleagues = readonly Colleague[];

function useKeepCapacity() {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const key = queryKeys.colleagues();
  return useMutation({
    mutationFn: ({ id, capacity }: { id: string; capacity: number | null }) =>
      callApi(changeCapacity, { params: { id }, body: { capacity } }),
    onMutate: ({ id, capacity }) =>
      cache.setQueryData<Colleagues>(key, (people) =>
        people?.map((person) => (person.id === id ? { ...person, capacity } : person)),
      ),
    onError: (error) => showToast("error", errorText(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
}

/** Everybody at the desk: who is here, what stands with them, how much may be given to them. */
export function TeamScreen() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const query = useColleagues();
  if (role === "operator") {
    return (
      <SettingsPage title={t("team")}>
        <EmptyState title={t("team")} text={t("forLeads")} />
      </SettingsPage>
    );
  }
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
        <Capacity person={person} />
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

function Capacity({ person }: { person: Colleague }) {
  const t = useTranslations("settings");
  const saved = useSaved();
  const { mutate } = useKeepCapacity();
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const { id, name, capacity } = person;
  function keep() {
    if (typed === null) return;
    const wanted = typed.trim() === "" ? null : Number(typed);
    const isRight = wanted === null || (Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_CHATS);
    setWrong(!isRight);
    if (!isRight) return;
    setTyped(null);
    if (wanted === capacity) return;
    mutate({ id, capacity: wanted }, { onSuccess: () => saved(() => mutate({ id, capacity })) });
  }
  return (
    <>
      <input
        inputMode="numeric"
        aria-label={t("capacityOf", { name })}
        aria-invalid={isWrong || undefined}
        placeholder={t("capacityNone")}
        value={typed ?? capacity ?? ""}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setTyped(null);
        }}
        className={cx(
          "min-h-8 w-full rounded-control border bg-panel px-2 tabular-nums placeholder:text-muted pointer-coarse:min-h-11 max-two:text-base",
          isWrong ? "border-bad" : "border-control",
        )}
      />
      {isWrong && (
        <p role="alert" className="mt-1 text-[12px] text-bad-ink">
          {t("capacityWrong")}
        </p>
      )}
    </>
  );
}
