"use client";

import { Monitor, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SignInSession } from "@/lib/wire/account";
import { SettingsSection } from "../settings/settings-page";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { EmptyState } from "../ui/empty-state";
import { deviceOf } from "./device-words";
import { useEndOtherSessions, useEndSession, useMySessions } from "./queries";

const phones = ["iPhone", "iPad", "Android"];

/** The browsers the reader is signed in with; this one first. */
export function SessionsSection() {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useMySessions();
  const [isAsking, setAsking] = useState(false);
  const sessions = query.data?.toSorted((a, b) => Number(b.is_current) - Number(a.is_current)) ?? [];
  const others = sessions.filter((session) => !session.is_current);
  return (
    <SettingsSection title={t("sessions")} hint={t("sessionsHint")}>
      {query.data === undefined && !query.isError && (
        <div role="status" aria-label={common("loading")} className="flex flex-col gap-3">
          <div className="skeleton h-10 w-full" />
          <div className="skeleton h-10 w-full" />
        </div>
      )}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("sessionsFailed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      <ul>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {query.data !== undefined && others.length === 0 && <p className="text-muted">{t("onlyHere")}</p>}
      {others.length > 1 && (
        <div>
          <Button look="danger" onClick={() => setAsking(true)}>
            {t("endOthers")}
          </Button>
        </div>
      )}
      {isAsking && <EndOthers count={others.length} onClose={() => setAsking(false)} />}
    </SettingsSection>
  );
}

function useDeviceWords(): (userAgent: string | null) => string {
  const t = useTranslations("account");
  return (userAgent) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser !== null && system !== null) return t("device", { browser, system });
    return browser ?? system ?? t("unknownDevice");
  };
}

function SessionRow({ session }: { session: SignInSession }) {
  const t = useTranslations("account");
  const errorText = useErrorText();
  const words = useTimeWords();
  const nowMs = useNow();
  const deviceWords = useDeviceWords();
  const { mutate, isPending } = useEndSession();
  const device = deviceWords(session.user_agent);
  const isPhone = phones.includes(deviceOf(session.user_agent).system ?? "");
  const Icon = isPhone ? Smartphone : Monitor;
  const when = (instant: string) => words.moment(new Date(instant), nowMs);
  const facts = [
    session.is_current ? null : t("used", { when: when(session.last_used_at) }),
    t("since", { when: when(session.created_at) }),
    session.ip,
  ].filter((fact) => fact !== null);
  function end() {
    mutate(session.id, {
      onSuccess: () => showToast("success", t("ended", { device })),
      onError: (error) => showToast("error", errorText(error)),
    });
  }
  return (
    <li className="flex items-center gap-3 border-line border-b py-2.5 last:border-b-0">
      <Icon size={18} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{device}</span>
          {session.is_current && <Chip tone="accent">{t("now")}</Chip>}
        </p>
        <p className="wrap-anywhere text-[12px] text-muted tabular-nums">{facts.join(" · ")}</p>
      </div>
      {!session.is_current && (
        <Button aria-label={t("endOf", { device })} disabled={isPending} onClick={end}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}

function EndOthers({ count, onClose }: { count: number; onClose: () => void }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending, error } = useEndOtherSessions();
  function end() {
    mutate(undefined, {
      onSuccess() {
        showToast("success", t("othersEnded"));
        onClose();
      },
    });
  }
  return (
    <ConfirmDialog
      title={t("endOthersTitle")}
      description={t("endOthersText", { count })}
      yes={t("endOthers")}
      cancel={common("cancel")}
      closeLabel={common("close")}
      isBusy={isPending}
      error={error === null ? null : errorText(error)}
      onYes={end}
      onClose={onClose}
    />
  );
}
