"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiError } from "../api-client";
import { PasswordField } from "../sign-in/password-field";
import { SecondStep } from "../sign-in/second-step";
import { signIn } from "../sign-in/sign-in-api";
import { useCountdown } from "../sign-in/use-countdown";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useCurrentUser } from "./current-user";
import { forgetSessionEnded } from "./session-ended";
import { useErrorText } from "./use-error-text";

/** When the server asks to wait without saying how long. */
const DEFAULT_WAIT_SECONDS = 60;

function doorAddress(): string {
  return `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}

/** Asks for the password (and the code) again over the screen that is open, so that nothing on it is lost. */
export function SessionDialog() {
  const t = useTranslations("auth");
  const { has_password: hasPassword } = useCurrentUser();
  const cache = useQueryClient();
  const [step, setStep] = useState<"password" | "code">("password");
  const [isOver, setOver] = useState(false);
  async function goOn() {
    forgetSessionEnded();
    await cache.invalidateQueries();
  }
  return (
    <Dialog
      isOpen
      onClose={forgetSessionEnded}
      title={t("endedTitle")}
      description={step === "code" ? undefined : t(hasPassword ? "endedText" : "endedElsewhereText")}
      closeLabel={t("endedLater")}
    >
      {!hasPassword && (
        <Button look="primary" onClick={() => window.location.assign(doorAddress())}>
          {t("endedElsewhere")}
        </Button>
      )}
      {hasPassword && step === "password" && (
        <PasswordAgain
          notice={isOver ? t("codeOver") : null}
          onIn={goOn}
          onCode={() => {
            setOver(false);
            setStep("code");
          }}
        />
      )}
      {step === "code" && (
        <SecondStep
          onIn={goOn}
          onBack={(over) => {
            setOver(over);
            setStep("password");
          }}
        />
      )}
    </Dialog>
  );
}

interface PasswordAgainProps {
  notice: string | null;
  onIn: () => Promise<void>;
  onCode: () => void;
}

function PasswordAgain({ notice, onIn, onCode }: PasswordAgainProps) {
  const t = useTranslations("auth");
  const { email } = useCurrentUser();
  const errorText = useErrorText();
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [secondsLeft, waitFor] = useCountdown();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password === "" || isBusy || secondsLeft > 0) return;
    setBusy(true);
    setError(null);
    try {
      if ((await signIn({ email, password })) === "in") await onIn();
      else onCode();
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
      {secondsLeft > 0 && (
        <Notice tone="warn" isUrgent>
          {t("tooMany", { seconds: secondsLeft })}
        </Notice>
      )}
      {error !== null && !isWrong && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isBusy || password === "" || secondsLeft > 0}>
          {isBusy ? t("signingIn") : t("endedContinue")}
        </Button>
        <a href={doorAddress()} className="text-accent-ink underline underline-offset-2">
          {t("endedOther")}
        </a>
      </div>
    </form>
  );
}
