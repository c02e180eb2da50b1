"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SecurityRules } from "@/lib/wire/account";
import type { User } from "@/lib/wire/users";
import { Choice } from "../settings/choice";
import { SettingsSection } from "../settings/settings-page";
import { useSaved } from "../settings/use-saved";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Notice } from "../ui/notice";
import { useKeepSecurityRules, useSecurityRules } from "./queries";
import { whoHasNone } from "./rule-consequences";

type Rule = SecurityRules["two_factor"];
const rules = ["nobody", "admins", "everybody"] as const satisfies readonly Rule[];
/** So many names are told; the rest is counted. */
const NAMES_SHOWN = 3;

/** Who must sign in with a code, each choice with what it would mean now. */
export function SignInRules({ people }: { people: readonly User[] }) {
  const t = useTranslations("teamwork");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const saved = useSaved();
  const query = useSecurityRules();
  const keep = useKeepSecurityRules();
  const [asked, setAsked] = useState<Exclude<Rule, "nobody"> | null>(null);
  const withCode = people.filter((person) => person.status === "active" && person.two_factor).length;
  const current = query.data?.two_factor;
  const meaning = (rule: Rule) =>
    rule === "nobody"
      ? t("nobodyMeans", { count: withCode })
      : t("rulesMissing", { count: whoHasNone(rule, people).length });

  function choose(rule: Rule) {
    if (current === undefined || rule === current) return;
    if (rule !== "nobody" && whoHasNone(rule, people).length > 0) {
      setAsked(rule);
      return;
    }
    keep.mutate(
      { two_factor: rule },
      {
        onSuccess: () => saved(() => keep.mutate({ two_factor: current })),
        onError: (error) => showToast("error", errorText(error)),
      },
    );
  }

  return (
    <SettingsSection title={t("rules")} hint={t("rulesHint")}>
      {current === undefined && query.isError && (
        <Notice
          tone="bad"
          title={t("rulesFailed")}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        >
          {errorText(query.error)}
        </Notice>
      )}
      {current === undefined && !query.isError && <div className="skeleton h-40 w-full max-w-140" />}
      {current !== undefined && (
        <div className="max-w-140">
          <Choice
            label={t("rules")}
            isLabelHidden
            isList
            isDisabled={keep.isPending}
            value={current}
            options={rules.map((value) => ({ value, label: t(value), hint: meaning(value) }))}
            onChange={choose}
          />
        </div>
      )}
      {asked !== null && (
        <AskForCode rule={asked} missing={whoHasNone(asked, people)} onClose={() => setAsked(null)} />
      )}
    </SettingsSection>
  );
}

interface AskForCodeProps {
  rule: Exclude<Rule, "nobody">;
  missing: readonly User[];
  onClose: () => void;
}

function AskForCode({ rule, missing, onClose }: AskForCodeProps) {
  const t = useTranslations("teamwork");
  const common = useTranslations("common");
  const settings = useTranslations("settings");
  const errorText = useErrorText();
  const router = useRouter();
  const { id: myId } = useCurrentUser();
  const { mutate, isPending, error } = useKeepSecurityRules();
  const isMe = missing.some(({ id }) => id === myId);
  const names = missing
    .slice(0, NAMES_SHOWN)
    .map(({ name }) => name)
    .join(", ");
  const more = missing.length - NAMES_SHOWN;
  function turnOn() {
    mutate(
      { two_factor: rule },
      {
        onSuccess() {
          showToast("success", settings("saved"));
          onClose();
          if (isMe) router.refresh(); // the server shows the set-up in place of the desk
        },
      },
    );
  }
  return (
    <ConfirmDialog
      title={t("rulesTitle", { whom: t(rule === "admins" ? "rulesAdmins" : "rulesEverybody") })}
      description={t("rulesText", { count: missing.length })}
      yes={t("rulesYes")}
      look="primary"
      cancel={common("cancel")}
      closeLabel={common("close")}
      isBusy={isPending}
      error={error === null ? null : errorText(error)}
      onYes={turnOn}
      onClose={onClose}
    >
      <p className="wrap-anywhere text-muted">
        {t("rulesWho", { names: more > 0 ? t("rulesMore", { names, count: more }) : names })}
      </p>
      {isMe && <Notice tone="warn">{t("rulesYou")}</Notice>}
    </ConfirmDialog>
  );
}
