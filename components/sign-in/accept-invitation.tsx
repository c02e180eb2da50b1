"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { acceptInvitation, lookAtInvitation } from "@/lib/wire/invitations";
import { ApiError, callApi } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { invitationToken } from "./invitation-token";
import { NewPasswordField } from "./new-password-field";
import { MIN_PASSWORD_CHARS } from "./password-strength";
import { signIn } from "./sign-in-api";

type Invited = AnswerOf<typeof lookAtInvitation>["invitation"];
type Look =
  | { readonly kind: "looking" | "ended" | "missing" }
  | { readonly kind: "open"; readonly token: string; readonly invited: Invited }
  | { readonly kind: "failed"; readonly error: unknown; readonly token: string };

const roleTexts = {
  admin: ["roleAdmin", "adminCan"],
  supervisor: ["roleSupervisor", "supervisorCan"],
  operator: ["roleOperator", "operatorCan"],
} as const;

/** Takes the token out of the address, where it must not stay, and asks whose it is. */
function useLook(): [Look, (token: string) => void] {
  const [look, setLook] = useState<Look>({ kind: "looking" });
  const isRead = useRef(false);
  async function ask(token: string) {
    setLook({ kind: "looking" });
    try {
      const { invitation } = await callApi(lookAtInvitation, { body: { token } });
      setLook({ kind: "open", token, invited: invitation });
    } catch (error) {
      const isEnded =
        error instanceof ApiError && ["invitation_ended", "invalid_input", "not_found"].includes(error.code);
      setLook(isEnded ? { kind: "ended" } : { kind: "failed", error, token });
    }
  }
  useEffect(() => {
    if (isRead.current) return;
    isRead.current = true;
    const token = invitationToken(window.location.hash);
    if (token === null) {
      setLook({ kind: "missing" });
      return;
    }
    window.history.replaceState(window.history.state, "", window.location.pathname);
    void ask(token);
  });
  return [look, (token) => void ask(token)];
}

/** Whom the link invites, and the form that makes them part of the team. */
export function AcceptInvitation({ signedInAs }: { signedInAs: string | null }) {
  const t = useTranslations("invitations");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [look, ask] = useLook();
  switch (look.kind) {
    case "looking":
      return (
        <div role="status" aria-label={t("looking")} className="flex flex-col gap-4">
          <div className="skeleton h-6 w-3/4" />
          <div className="skeleton h-4 w-full" />
          <div className="skeleton h-9 w-full" />
          <div className="skeleton h-9 w-full" />
        </div>
      );
    case "missing":
      return <Ended title={t("missingTitle")} text={t("missingText")} />;
    case "ended":
      return <Ended title={t("endedTitle")} text={t("endedText")} />;
    case "failed":
      return (
        <Notice
          tone="bad"
          isUrgent
          action={<Button onClick={() => ask(look.token)}>{common("retry")}</Button>}
        >
          {errorText(look.error)}
        </Notice>
      );
    case "open":
      return <Welcome token={look.token} invited={look.invited} signedInAs={signedInAs} />;
    default:
      return look satisfies never;
  }
}

function Ended({ title, text }: { title: string; text: string }) {
  const t = useTranslations("invitations");
  return (
    <div role="alert">
      <h1 className="font-semibold text-[22px] tracking-tight">{title}</h1>
      <p className="mt-1 text-muted">{text}</p>
      <p className="mt-4">
        {t("endedHave")}{" "}
        <a href="/sign-in" className="text-accent-ink underline underline-offset-2">
          {t("toSignIn")}
        </a>
      </p>
    </div>
  );
}

interface WelcomeProps {
  token: string;
  invited: Invited;
  signedInAs: string | null;
}

function Welcome({ token, invited, signedInAs }: WelcomeProps) {
  const t = useTranslations("invitations");
  const nav = useTranslations("nav");
  const team = useTranslations("teamwork");
  const [roleText, canText] = roleTexts[invited.role];
  return (
    <>
      <h1 className="font-semibold text-[22px] tracking-tight">
        {t(invited.is_new ? "welcome" : "passwordWelcome")}
      </h1>
      <p className="mt-1 text-muted">
        {invited.is_new
          ? t("welcomeAs", { role: nav(roleText), what: team(canText) })
          : t("passwordWelcomeText")}
      </p>
      <p className="wrap-anywhere mt-1 mb-6 text-muted">{t("welcomeEmail", { email: invited.email })}</p>
      {signedInAs !== null && (
        <div className="mb-4">
          <Notice tone="warn">{t("signedInAs", { name: signedInAs })}</Notice>
        </div>
      )}
      <AcceptForm token={token} invited={invited} />
    </>
  );
}

function AcceptForm({ token, invited }: { token: string; invited: Invited }) {
  const t = useTranslations("invitations");
  const auth = useTranslations("auth");
  const errorText = useErrorText();
  const [name, setName] = useState(invited.name ?? "");
  const [password, setPassword] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isShort = password.length < MIN_PASSWORD_CHARS;
  const isTooCommon = error instanceof ApiError && error.code === "password_too_common";

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "" || isShort || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await callApi(acceptInvitation, { body: { token, name: name.trim(), password } });
    } catch (caught) {
      setError(caught);
      setBusy(false);
      return;
    }
    // The person exists now: whatever happens next, the way on is signing in.
    const isIn = await signIn({ email: invited.email, password }).then(
      (step) => step === "in",
      () => false,
    );
    window.location.assign(isIn ? "/inbox" : "/sign-in?after=invitation");
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {/* For the browser's password manager: the address stands with the new password. */}
      <input type="email" name="email" autoComplete="username" value={invited.email} readOnly hidden />
      {invited.is_new && (
        <TextField
          label={t("yourName")}
          name="name"
          autoComplete="name"
          autoFocus
          maxLength={100}
          value={name}
          error={isChecked && name.trim() === "" ? t("nameEmpty") : null}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <NewPasswordField
        label={auth("newPassword")}
        known={[name, invited.email]}
        value={password}
        error={isChecked && isShort ? auth("passwordShort") : isTooCommon ? errorText(error) : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      {error !== null && !isTooCommon && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <Button type="submit" look="primary" disabled={isBusy} className="min-h-10">
        {isBusy ? t("accepting") : t(invited.is_new ? "accept" : "passwordAccept")}
      </Button>
    </form>
  );
}
