"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { ApiError } from "../api-client";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { PasswordField } from "../sign-in/password-field";
import { RecoveryCodes } from "../two-factor/recovery-codes";
import { SetUpSteps } from "../two-factor/set-up-steps";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { useEndTwoFactor, useRenewRecoveryCodes } from "./queries";

/** The three steps of setting it up, over the page. */
export function SetUpDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("twoFactor");
  const common = useTranslations("common");
  const router = useRouter();
  const { email } = useCurrentUser();
  const isConfirmed = useRef(false);
  function close() {
    onClose();
    // Closed with the codes in sight: it is on all the same.
    if (isConfirmed.current) router.refresh();
  }
  return (
    <Dialog isOpen onClose={close} title={t("setUpTitle")} closeLabel={common("close")}>
      <SetUpSteps
        email={email}
        onConfirmed={() => {
          isConfirmed.current = true;
        }}
        onDone={onDone}
      />
    </Dialog>
  );
}

/** Turns it off, with the password. */
export function TurnOffDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const { mutate, isPending, error } = useEndTwoFactor();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("turnOffTitle")}
      description={t("turnOffText")}
      closeLabel={common("close")}
    >
      <PasswordForm
        yes={t("turnOff")}
        look="danger"
        isBusy={isPending}
        error={error}
        onClose={onClose}
        onPassword={(password) => mutate(password, { onSuccess: onDone })}
      />
    </Dialog>
  );
}

/** New recovery codes in place of the old, with the password. */
export function NewCodesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const { email } = useCurrentUser();
  const { mutate, isPending, error, data } = useRenewRecoveryCodes();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={data === undefined ? t("newCodesTitle") : t("newCodes")}
      description={data === undefined ? t("newCodesText") : undefined}
      closeLabel={common("close")}
    >
      {data === undefined ? (
        <PasswordForm
          yes={t("newCodesYes")}
          look="primary"
          isBusy={isPending}
          error={error}
          onClose={onClose}
          onPassword={(password) => mutate(password)}
        />
      ) : (
        <RecoveryCodes codes={data.recovery_codes} email={email} onDone={onClose} />
      )}
    </Dialog>
  );
}

interface PasswordFormProps {
  yes: string;
  look: "primary" | "danger";
  isBusy: boolean;
  error: Error | null;
  onClose: () => void;
  onPassword: (password: string) => void;
}

function PasswordForm({ yes, look, isBusy, error, onClose, onPassword }: PasswordFormProps) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [password, setPassword] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (password !== "" && !isBusy) onPassword(password);
  }
  const isWrong = error instanceof ApiError && error.code === "password_wrong";
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <PasswordField
        label={t("confirmPassword")}
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
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" look={look} disabled={isBusy || password === ""}>
          {yes}
        </Button>
      </div>
    </form>
  );
}
