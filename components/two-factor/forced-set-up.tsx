"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { User } from "@/lib/wire/users";
import { Mark } from "../shell/rail";
import { signOut } from "../shell/sign-out";
import { useErrorText } from "../shell/use-error-text";
import { LanguageSwitch } from "../sign-in/language-switch";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

// The desk's layout names this page; what is inside is for those who see it.
const SetUpSteps = lazy(async () => ({ default: (await import("./set-up-steps")).SetUpSteps }));

/** In place of the desk for whom the team's rules ask for a second factor: one calm page, and then the desk. */
export function ForcedSetUp({ user }: { user: User }) {
  const t = useTranslations("twoFactor");
  return (
    <main id="content" className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-100">
        <Mark />
        <h1 className="mt-4 font-semibold text-[22px] tracking-tight">{t("forcedTitle")}</h1>
        <p className="mt-1 mb-6 text-muted">{t("forcedText")}</p>
        {user.has_password ? (
          <Suspense fallback={<div className="skeleton h-40 w-full" />}>
            <SetUpSteps email={user.email} onDone={() => window.location.reload()} />
          </Suspense>
        ) : (
          <Notice tone="warn">{t("forcedNoPassword")}</Notice>
        )}
      </div>
      <div className="mt-10 flex flex-col items-center gap-2">
        <Leave email={user.email} />
        <LanguageSwitch />
      </div>
    </main>
  );
}

function Leave({ email }: { email: string }) {
  const t = useTranslations("twoFactor");
  const errorText = useErrorText();
  const [error, setError] = useState<unknown>(null);
  return (
    <>
      <p className="wrap-anywhere text-center text-[12.5px] text-muted">
        {t("forcedSignedIn", { email })}
        <Button
          look="quiet"
          className="underline underline-offset-2"
          onClick={() => signOut().catch(setError)}
        >
          {t("signOut")}
        </Button>
      </p>
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
    </>
  );
}
