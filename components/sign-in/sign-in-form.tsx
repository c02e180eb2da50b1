"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { PasswordField } from "./password-field";
import { safeNextPath, signIn } from "./sign-in-api";

/** When the server asks to wait without saying how long. */
const DEFAULT_WAIT_SECONDS = 60;

/** Counts a wait down, second by second. */
function useCountdown(): [number, (seconds: number) => void] {
  const [secondsLeft, setSecondsLeft] = useState(0);
  useEffect(() => {
    if (secondsLeft <= 0) return;
    const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000);
    return () => clearTimeout(timer);
  }, [secondsLeft]);
  return [secondsLeft, setSecondsLeft];
}

export function SignInForm({ next, notice }: { next: string | null; notice: string | null }) {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [secondsLeft, waitFor] = useCountdown();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (email.trim() === "" || password === "" || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await signIn({ email: email.trim(), password });
      window.location.assign(safeNextPath(next));
    } catch (caught) {
      if (caught instanceof ApiError && caught.code === "too_many_requests") {
        waitFor(Math.ceil(caught.details.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS));
      } else setError(caught);
      setBusy(false);
    }
  }

  const isWrong = error instanceof ApiError && error.code === "invalid_sign_in";
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {notice !== null && <Notice tone="warn">{notice}</Notice>}
      <TextField
        label={t("email")}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        value={email}
        error={isChecked && email.trim() === "" ? t("fieldEmpty") : null}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="current-password"
        value={password}
        error={isChecked && password === "" ? t("fieldEmpty") : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      {secondsLeft > 0 ? (
        <Notice tone="warn" isUrgent>
          {t("tooMany", { seconds: secondsLeft })}
        </Notice>
      ) : (
        error !== null && (
          <Notice tone="bad" isUrgent>
            {isWrong ? t("wrongPassword") : errorText(error)}
          </Notice>
        )
      )}
      <Button type="submit" look="primary" disabled={isBusy || secondsLeft > 0} className="min-h-10">
        {isBusy ? t("signingIn") : t("signIn")}
      </Button>
      <p className="text-center text-[12.5px] text-muted">{t("forgot")}</p>
    </form>
  );
}
