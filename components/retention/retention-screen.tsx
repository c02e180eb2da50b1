"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useDeferredValue, useState } from "react";
import type { RetentionRules } from "@/lib/wire/retention";
import { formatSize } from "../conversation/file-size";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { TextField } from "../ui/field";
import { useChangeRetention, useRetention, useRetentionTrial } from "./queries";
import { isChanged, isDays, isShorter, ruleNames, toRules, toTyped } from "./rules";

const texts = {
  messages_days: ["messages", "messagesHint"],
  files_days: ["files", "filesHint"],
  audit_days: ["audit", "auditHint"],
} as const;

/** How long messages, files and the log are kept, with what that would delete now. */
export function RetentionScreen() {
  const t = useTranslations("retention");
  const settings = useTranslations("settings");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useRetention();
  return (
    <SettingsPage title={settings("retention")} lead={t("lead")}>
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

function Rules({ saved }: { saved: RetentionRules }) {
  const t = useTranslations("retention");
  const errorText = useErrorText();
  const [typed, setTyped] = useState(() => toTyped(saved));
  const [isAsking, setAsking] = useState(false);
  const change = useChangeRetention();
  const rules = toRules(typed);
  const canSave = rules !== null && isChanged(rules, saved) && !change.isPending;
  function save() {
    if (rules === null) return;
    change.mutate(rules, {
      onSuccess() {
        setAsking(false);
        showToast("success", t("saved"));
      },
      onError: (error) => showToast("error", errorText(error)),
    });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!canSave) return;
    if (isShorter(rules, saved)) setAsking(true);
    else save();
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {ruleNames.map((name) => (
        <section
          key={name}
          aria-label={t(texts[name][0])}
          className="flex flex-wrap gap-x-6 gap-y-2 border-line border-b pb-5"
        >
          <div className="min-w-52 flex-1">
            <h2 className="font-semibold text-[15px]">{t(texts[name][0])}</h2>
            <p className="mt-0.5 text-muted">{t(texts[name][1])}</p>
          </div>
          <div className="w-44">
            <TextField
              label={t("days")}
              aria-label={`${t(texts[name][0])}: ${t("days")}`}
              inputMode="numeric"
              placeholder={t("forEver")}
              value={typed[name]}
              error={isDays(typed[name]) ? null : t("wrongDays")}
              onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            />
          </div>
        </section>
      ))}
      <Trial rules={rules} />
      <div>
        <Button type="submit" look="primary" disabled={!canSave}>
          {t("save")}
        </Button>
      </div>
      {isAsking && <AskShorter isPending={change.isPending} onYes={save} onClose={() => setAsking(false)} />}
    </form>
  );
}

/** What would go now, counted the way the night's cleaning counts. */
function Trial({ rules }: { rules: RetentionRules | null }) {
  const t = useTranslations("retention");
  const locale = useLocale();
  const asked = useDeferredValue(rules);
  const { data, isError, isPlaceholderData } = useRetentionTrial(asked);
  // While a field holds no number of days there is nothing to count.
  const counts = rules === null ? null : data;
  const lines =
    counts == null
      ? []
      : [
          counts.chats > 0 && t("chats", { count: counts.chats }),
          counts.messages > 0 && t("messagesCount", { count: counts.messages }),
          counts.notes > 0 && t("notesCount", { count: counts.notes }),
          counts.orders > 0 && t("ordersCount", { count: counts.orders }),
          counts.files > 0 &&
            t("filesCount", { count: counts.files, size: formatSize(counts.files_bytes, locale) }),
          counts.audit_entries > 0 && t("auditCount", { count: counts.audit_entries }),
        ].filter((line) => line !== false);
  return (
    <section
      aria-live="polite"
      aria-busy={isPlaceholderData}
      className="min-h-16 rounded-bubble bg-theirs px-4 py-3"
    >
      {isError && <p>{t("countFailed")}</p>}
      {!isError && counts == null && (
        <p className="text-muted">{rules === null ? t("wrongDays") : t("counting")}</p>
      )}
      {counts != null && lines.length === 0 && <p>{t("nothing")}</p>}
      {lines.length > 0 && (
        <>
          <h2 className="font-semibold">{t("would")}</h2>
          <ul className="tabular-nums">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function AskShorter({
  isPending,
  onYes,
  onClose,
}: {
  isPending: boolean;
  onYes: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("retention");
  const common = useTranslations("common");
  const [word, setWord] = useState("");
  const isRight = word.trim().toLowerCase() === t("confirmWord");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("confirmTitle")}
      description={t("confirmText")}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={t("confirmLabel", { word: t("confirmWord") })}
          value={word}
          autoComplete="off"
          onChange={(event) => setWord(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button look="danger" disabled={!isRight || isPending} onClick={onYes}>
            {t("confirmYes")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
