"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { CodeField, isFullCode } from "./code-field";
import { type CodeKind, CodeRefused, giveCode } from "./sign-in-api";
import { useCountdown } from "./use-countdown";

const DEFAULT_WAIT_SECONDS = 10;
const MOST_RECOVERY_CHARS = 40;

interface SecondStepProps {
  onIn: () => void | Promise<void>;
  /** Back to the password: by choice, or because the step is over. */
  onBack: (isOver: boolean) => void;
}

/** After the password: the code from the app, or a recovery code when there is no phone. */
export function SecondStep({ onIn, onBack }: SecondStepProps) {
  const t = useTranslations("auth");
  const [kind, setKind] = useState<CodeKind>("app");
  const [code, setCode] = useState("");
  const attempt = useAttempt({ onIn, onOver: () => onBack(true), onWrong: () => setCode("") });
  const isApp = kind === "app";
  const wrongText = attempt.isWrong ? t(isApp ? "codeWrong" : "recoveryWrong") : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    const isReady = isApp ? isFullCode(code) : code.trim() !== "";
    if (isReady) void attempt.send({ kind, code: code.trim() });
  }
  function change(next: CodeKind) {
    setKind(next);
    setCode("");
    attempt.forget();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div>
        <h2 className="font-semibold text-[15px]">{t(isApp ? "codeTitle" : "recoveryTitle")}</h2>
        <p className="mt-1 text-muted">{t(isApp ? "codeLead" : "recoveryLead")}</p>
      </div>
      {isApp ? (
        <CodeField
          key="app"
          label={t("code")}
          name="code"
          autoFocus
          value={code}
          error={wrongText}
          onType={setCode}
          onFull={(digits) => void attempt.send({ kind: "app", code: digits })}
        />
      ) : (
        <TextField
          key="recovery"
          label={t("recoveryCode")}
          name="recovery-code"
          autoComplete="off"
          autoCapitalize="none"
          autoFocus
          spellCheck={false}
          maxLength={MOST_RECOVERY_CHARS}
          value={code}
          error={wrongText}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      <AttemptNotice attempt={attempt} />
      <Button
        type="submit"
        look="primary"
        disabled={attempt.isBusy || attempt.secondsLeft > 0}
        className="min-h-10"
      >
        {attempt.isBusy ? t("codeChecking") : t("codeCheck")}
      </Button>
      <div className="flex flex-col items-center gap-1">
        <Button look="quiet" className="whitespace-normal" onClick={() => change(isApp ? "recovery" : "app")}>
          {t(isApp ? "noPhone" : "useApp")}
        </Button>
        <Button look="quiet" onClick={() => onBack(false)}>
          {t("backToPassword")}
        </Button>
      </div>
    </form>
  );
}

interface AttemptProps {
  onIn: SecondStepProps["onIn"];
  onOver: () => void;
  onWrong: () => void;
}

/** One code after the other, never two at once. */
function useAttempt({ onIn, onOver, onWrong }: AttemptProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [secondsLeft, waitFor] = useCountdown();
  const isSending = useRef(false);

  async function send(given: { kind: CodeKind; code: string }) {
    if (isSending.current || secondsLeft > 0) return;
    isSending.current = true;
    setBusy(true);
    setError(null);
    try {
      await giveCode(given);
      await onIn();
      return; // the page goes on: the button stays busy
    } catch (caught) {
      setBusy(false);
      if (caught instanceof CodeRefused && caught.why === "over") onOver();
      else if (caught instanceof ApiError && caught.code === "too_many_requests") {
        waitFor(Math.ceil(caught.details.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS));
      } else setError(caught);
      if (caught instanceof CodeRefused) onWrong();
    } finally {
      isSending.current = false;
    }
  }
  const isWrong = error instanceof CodeRefused && error.why === "wrong";
  return { send, isBusy, isWrong, error: isWrong ? null : error, secondsLeft, forget: () => setError(null) };
}

function AttemptNotice({ attempt }: { attempt: ReturnType<typeof useAttempt> }) {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const { error, secondsLeft } = attempt;
  if (secondsLeft > 0) {
    return (
      <Notice tone="warn" isUrgent>
        {t("tooMany", { seconds: secondsLeft })}
      </Notice>
    );
  }
  if (error === null) return null;
  return (
    <Notice tone="bad" isUrgent>
      {error instanceof CodeRefused ? t("locked") : errorText(error)}
    </Notice>
  );
}
