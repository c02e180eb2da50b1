"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiError } from "../api-client";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { NewPasswordField } from "../sign-in/new-password-field";
import { PasswordField } from "../sign-in/password-field";
import { MIN_PASSWORD_CHARS } from "../sign-in/password-strength";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { useChangePassword } from "./queries";

function hasCode(error: unknown, code: ApiError["code"]): boolean {
  return error instanceof ApiError && error.code === code;
}

/** The reader's own password; the server asks for the current one. */
export function ChangePassword() {
  const t = useTranslations("account");
  const errorText = useErrorText();
  const { name, email } = useCurrentUser();
  const { mutate, isPending, error } = useChangePassword();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isWrong = hasCode(error, "password_wrong");
  const isTooCommon = hasCode(error, "password_too_common");
  const complaint = next.length < MIN_PASSWORD_CHARS ? t("short") : next === current ? t("same") : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (current === "" || complaint !== null || isPending) return;
    const body = { current_password: current, new_password: next };
    mutate(body, {
      onSuccess() {
        showToast("success", t("changed"));
        setCurrent("");
        setNext("");
        setChecked(false);
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="flex max-w-90 flex-col gap-4">
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t("current")}
        name="current-password"
        autoComplete="current-password"
        value={current}
        error={isChecked && current === "" ? t("empty") : isWrong ? t("wrong") : null}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <NewPasswordField
        label={t("new")}
        known={[name, email]}
        value={next}
        error={isChecked && complaint !== null ? complaint : isTooCommon ? errorText(error) : null}
        onChange={(event) => setNext(event.target.value)}
      />
      {error !== null && !isWrong && !isTooCommon && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <div>
        <Button type="submit" disabled={isPending}>
          {isPending ? t("changing") : t("change")}
        </Button>
      </div>
    </form>
  );
}
