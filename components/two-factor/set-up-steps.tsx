"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, lazy, Suspense, useRef, useState } from "react";
import { beginTwoFactor, confirmTwoFactor } from "@/lib/wire/account";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { ApiError, callApi } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { CodeField, isFullCode } from "../sign-in/code-field";
import { PasswordField } from "../sign-in/password-field";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Notice } from "../ui/notice";
import { RecoveryCodes } from "./recovery-codes";
import { secretOf } from "./totp-secret";

// The picture brings an encoder along: fetched while the password is checked.
const loadQrCode = () => import("./qr-code");
const QrCode = lazy(async () => ({ default: (await loadQrCode()).QrCode }));

type Begun = AnswerOf<typeof beginTwoFactor>;

interface SetUpStepsProps {
  email: string;
  /** It is on; the recovery codes are still to be kept. */
  onConfirmed?: () => void;
  onDone: () => void;
}

/** Password, then the app and its first code, then the recovery codes: three steps, one at a time. */
export function SetUpSteps({ email, onConfirmed, onDone }: SetUpStepsProps) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [isConfirmed, setConfirmed] = useState(false);
  if (begun === null) return <PasswordStep email={email} onBegun={setBegun} />;
  if (!isConfirmed) {
    return (
      <AppStep
        begun={begun}
        onConfirmed={() => {
          setConfirmed(true);
          onConfirmed?.();
        }}
        onLost={() => setBegun(null)}
      />
    );
  }
  return <RecoveryCodes codes={begun.recovery_codes} email={email} onDone={onDone} />;
}

function PasswordStep({ email, onBegun }: { email: string; onBegun: (begun: Begun) => void }) {
  const t = useTranslations("twoFactor");
  const errorText = useErrorText();
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password === "" || isBusy) return;
    setBusy(true);
    setError(null);
    void loadQrCode();
    try {
      onBegun(await callApi(beginTwoFactor, { body: { password } }));
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  }
  const isWrong = error instanceof ApiError && error.code === "password_wrong";
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-muted">{t("passwordStep")}</p>
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        error={isWrong ? errorText(error) : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      {error !== null && !isWrong && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button type="submit" look="primary" disabled={isBusy || password === ""}>
          {isBusy ? t("checking") : t("next")}
        </Button>
      </div>
    </form>
  );
}

interface AppStepProps {
  begun: Begun;
  onConfirmed: () => void;
  onLost: () => void;
}

function AppStep({ begun, onConfirmed, onLost }: AppStepProps) {
  const t = useTranslations("twoFactor");
  const { secret, spaced } = secretOf(begun.totp_uri);
  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t("scanTitle")}</h3>
        <p className="text-muted">{t("scanText")}</p>
        <div className="self-center">
          <Suspense fallback={<div className="skeleton size-45" />}>
            <QrCode text={begun.totp_uri} label={t("qrLabel")} />
          </Suspense>
        </div>
        <p className="text-[12px] text-muted">{t("cannotScan")}</p>
        <div className="flex items-start gap-1 rounded-control bg-theirs py-0.5 pr-0.5 pl-2.5">
          <code className="wrap-anywhere min-w-0 flex-1 py-1.5 font-sans tabular-nums">{spaced}</code>
          <CopyButton value={secret} label={t("copySecret")} copiedLabel={t("secret")} />
        </div>
      </section>
      <ConfirmCode onConfirmed={onConfirmed} onLost={onLost} />
    </div>
  );
}

function ConfirmCode({ onConfirmed, onLost }: Omit<AppStepProps, "begun">) {
  const t = useTranslations("twoFactor");
  const errorText = useErrorText();
  const [code, setCode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isSending = useRef(false);
  async function send(digits: string) {
    if (isSending.current) return;
    isSending.current = true;
    setBusy(true);
    setError(null);
    try {
      await callApi(confirmTwoFactor, { body: { code: digits } });
      onConfirmed();
    } catch (caught) {
      setError(caught);
      if (caught instanceof ApiError && caught.code === "code_wrong") setCode("");
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isFullCode(code)) void send(code);
  }
  const isWrong = error instanceof ApiError && error.code === "code_wrong";
  const isLost = error instanceof ApiError && error.code === "two_factor_off";
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("codeTitle")}</h3>
      <CodeField
        label={t("code")}
        name="code"
        autoFocus
        value={code}
        error={isWrong ? t("codeWrong") : null}
        onType={setCode}
        onFull={(digits) => void send(digits)}
      />
      {error !== null && !isWrong && (
        <Notice
          tone="bad"
          isUrgent
          action={isLost ? <Button onClick={onLost}>{t("next")}</Button> : undefined}
        >
          {isLost ? t("lost") : errorText(error)}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button type="submit" look="primary" disabled={isBusy || !isFullCode(code)}>
          {isBusy ? t("checking") : t("turnOn")}
        </Button>
      </div>
    </form>
  );
}
