"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addInvitation } from "@/lib/wire/invitations";
import type { Role } from "@/lib/wire/users";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";
import { looksLikeEmail } from "../sign-in/looks-like-email";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useInvite } from "./queries";
import { RoleFields } from "./role-fields";

interface InviteDialogProps {
  onInvited: (invited: AnswerOf<typeof addInvitation>) => void;
  onClose: () => void;
}

/** Whom to invite, and as what. */
export function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  const t = useTranslations("invitations");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending, error } = useInvite();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [sellerIds, setSellerIds] = useState<readonly string[]>([]);
  const [isChecked, setChecked] = useState(false);
  const isEmailWrong = !looksLikeEmail(email.trim());
  const isTaken = error instanceof ApiError && error.code === "email_taken";

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (isEmailWrong || isPending) return;
    const person = { email: email.trim(), name: name.trim() === "" ? undefined : name.trim(), role };
    mutate({ ...person, seller_ids: role === "operator" ? [...sellerIds] : [] }, { onSuccess: onInvited });
  }

  return (
    <Dialog isOpen onClose={onClose} title={t("inviteTitle")} closeLabel={common("close")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={t("email")}
          hint={t("emailHint")}
          type="email"
          autoComplete="off"
          autoFocus
          value={email}
          error={isChecked && isEmailWrong ? t("emailWrong") : isTaken ? errorText(error) : null}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RoleFields role={role} sellerIds={sellerIds} onRole={setRole} onSellers={setSellerIds} />
        {error !== null && !isTaken && (
          <Notice tone="bad" isUrgent>
            {errorText(error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? t("making") : t("make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
