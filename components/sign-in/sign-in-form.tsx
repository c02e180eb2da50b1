"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { getSignInOptions } from "@/lib/wire/account";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { PasswordField } from "./password-field";
import { SecondStep } from "./second-step";
import { safeNextPath, signIn, signInElsewhere } from "./sign-in-api";
import { useCountdown } from "./use-countdown";

/** When the server asks to wait without saying how long. */
const DEFAULT_WAIT_SECONDS = 60;

interface SignInFormProps {
  next: string | null;
  notice: string | null;
  /** Another way in, where one is set up. */
  other: AnswerOf<typeof getSignInOptions>["oidc"];
}

/** The door: e-mail and password, then the code of those who have a second factor; or the other sign-in. */
export function SignInForm({ next, notice, other }: SignInFormProps) {
  const t = useTranslations("auth");
  const [step, setStep] = useState<"password" | "code">("password");
  const [isOver, setOver] = useState(false);
  const goOn = () => window.location.assign(safeNextPath(next));
  if (step === "code") {
    return (
      <SecondStep
        onIn={goOn}
        onBack={(over) => {
          setOver(over);
          setStep("password");
        }}
      />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <PasswordStep
        notice={isOver ? t("codeOver") : notice}
        onIn={goOn}
        onCode={() => {
          setOver(false);
          setStep("code");
        }}
      />
      {other !== null && <OtherSignIn other={other} next={next} />}
      <p className="text-center text-[12.5px] text-muted">{t("forgot")}</p>
    </div>
  );
}

interface PasswordStepProps {
  notice: string | null;
  onIn: () => void;
  onCode: () => void;
}

function PasswordStep({ notice, onIn, onCode }: PasswordStepProps) {
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
      if ((await signIn({ email: email.trim(), password })) === "in") onIn();
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
    </form>
  );
}

function OtherSignIn({ other, next }: { other: NonNullable<SignInFormProps["other"]>; next: string | null }) {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function go() {
    setBusy(true);
    setError(null);
    try {
      await signInElsewhere({ providerId: other.provider_id, next: safeNextPath(next) });
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  }
  return (
    <>
      <p className="flex items-center gap-3 text-[12px] text-muted">
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
        {t("or")}
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
      </p>
      <Button className="min-h-10 whitespace-normal" disabled={isBusy} onClick={go}>
        {isBusy ? t("goingTo") : t("signInWith", { name: other.name })}
      </Button>
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
    </>
  );
}
