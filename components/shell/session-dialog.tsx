"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiError } from "../api-client";
import { PasswordField } from "../sign-in/password-field";
import { signIn } from "../sign-in/sign-in-api";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useCurrentUser } from "./current-user";
import { forgetSessionEnded } from "./session-ended";
import { useErrorText } from "./use-error-text";

/** Asks for the password again over the screen that is open, so that nothing on it is lost. */
export function SessionDialog() {
  const t = useTranslations("auth");
  const { email } = useCurrentUser();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password === "" || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await signIn({ email, password });
      forgetSessionEnded();
      await cache.invalidateQueries();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  }

  const isWrong = error instanceof ApiError && error.code === "invalid_sign_in";
  return (
    <Dialog
      isOpen
      onClose={forgetSessionEnded}
      title={t("endedTitle")}
      description={t("endedText")}
      closeLabel={t("endedLater")}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField label={t("email")} type="email" autoComplete="username" readOnly value={email} />
        <PasswordField
          label={t("password")}
          name="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          error={isWrong ? t("wrongPassword") : null}
          onChange={(event) => setPassword(event.target.value)}
        />
        {error !== null && !isWrong && (
          <Notice tone="bad" isUrgent>
            {errorText(error)}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={isBusy || password === ""}>
            {isBusy ? t("signingIn") : t("endedContinue")}
          </Button>
          <a
            href={`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`}
            className="text-accent-ink underline underline-offset-2"
          >
            {t("endedOther")}
          </a>
        </div>
      </form>
    </Dialog>
  );
}
