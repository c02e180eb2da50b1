"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { looksLikeEmail } from "./looks-like-email";
import { NewPasswordField } from "./new-password-field";
import { MIN_PASSWORD_CHARS } from "./password-strength";
import { makeFirstAdmin, signIn } from "./sign-in-api";

/** Makes the first admin, and signs them in. */
export function SetUpForm() {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isNameEmpty = name.trim() === "";
  const isEmailWrong = !looksLikeEmail(email.trim());
  const isPasswordShort = password.length < MIN_PASSWORD_CHARS;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (isNameEmpty || isEmailWrong || isPasswordShort || isBusy) return;
    setBusy(true);
    setError(null);
    const account = { name: name.trim(), email: email.trim(), password };
    try {
      await makeFirstAdmin(account);
    } catch (caught) {
      setError(caught);
      setBusy(false);
      return;
    }
    // The admin exists now: whatever happens next, the way on is signing in.
    const isIn = await signIn(account).then(
      () => true,
      () => false,
    );
    window.location.assign(isIn ? "/settings/sellers" : "/sign-in?after=set-up");
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextField
        label={t("name")}
        name="name"
        autoComplete="name"
        autoFocus
        maxLength={100}
        placeholder={t("namePlaceholder")}
        value={name}
        error={isChecked && isNameEmpty ? t("nameEmpty") : null}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t("email")}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        error={isChecked && isEmailWrong ? t("emailWrong") : null}
        onChange={(event) => setEmail(event.target.value)}
      />
      <NewPasswordField
        label={t("newPassword")}
        known={[name, email]}
        value={password}
        error={isChecked && isPasswordShort ? t("passwordShort") : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <Button type="submit" look="primary" disabled={isBusy} className="min-h-10">
        {isBusy ? t("settingUp") : t("setUp")}
      </Button>
    </form>
  );
}
