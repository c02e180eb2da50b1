"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addInvitation, Invitation } from "@/lib/wire/invitations";
import { SettingsSection } from "../settings/settings-page";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Notice } from "../ui/notice";
import { useInvitations, useRemoveInvitation, useRenewInvitation } from "./queries";
import { roleTexts } from "./role-fields";
import { useSellerLine } from "./use-seller-line";

interface OpenInvitationsProps {
  onLink: (invited: AnswerOf<typeof addInvitation>) => void;
}

/** Who has not taken their link yet; nothing at all when there is nobody. */
export function OpenInvitations({ onLink }: OpenInvitationsProps) {
  const t = useTranslations("invitations");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data: invitations, error, refetch } = useInvitations();
  const [doomed, setDoomed] = useState<Invitation | null>(null);
  if (invitations === undefined && error !== null) {
    return (
      <Notice
        tone="bad"
        title={t("failed")}
        action={<Button onClick={() => refetch()}>{common("retry")}</Button>}
      >
        {errorText(error)}
      </Notice>
    );
  }
  if (invitations === undefined || invitations.length === 0) return null;
  return (
    <SettingsSection title={t("openTitle")} hint={t("openHint")}>
      <ul>
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            onLink={onLink}
            onTakeBack={() => setDoomed(invitation)}
          />
        ))}
      </ul>
      {doomed !== null && <TakeBack invitation={doomed} onClose={() => setDoomed(null)} />}
    </SettingsSection>
  );
}

interface InvitationRowProps extends OpenInvitationsProps {
  invitation: Invitation;
  onTakeBack: () => void;
}

function InvitationRow({ invitation, onLink, onTakeBack }: InvitationRowProps) {
  const t = useTranslations("invitations");
  const nav = useTranslations("nav");
  const errorText = useErrorText();
  const sellerLine = useSellerLine();
  const { mutate, isPending } = useRenewInvitation();
  const { id, email, name, role } = invitation;
  const facts = [
    nav(roleTexts[role].name),
    sellerLine(invitation),
    invitation.invited_by === null ? null : t("by", { name: invitation.invited_by }),
  ];
  function renew() {
    mutate(id, { onSuccess: onLink, onError: (error) => showToast("error", errorText(error)) });
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b py-2.5 last:border-b-0">
      <div className="min-w-52 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="wrap-anywhere font-medium">{name === null ? email : `${name}, ${email}`}</span>
          <TimeLeft invitation={invitation} />
        </p>
        <p className="wrap-anywhere text-[12px] text-muted">
          {facts.filter((fact) => fact !== null).join(" · ")}
        </p>
      </div>
      <div className="flex gap-2">
        <Button aria-label={t("renewFor", { email })} disabled={isPending} onClick={renew}>
          {t("renew")}
        </Button>
        <Button look="quiet" aria-label={t("takeBackOf", { email })} onClick={onTakeBack}>
          {t("takeBack")}
        </Button>
      </div>
    </li>
  );
}

function TimeLeft({ invitation }: { invitation: Invitation }) {
  const t = useTranslations("invitations");
  const words = useTimeWords();
  const nowMs = useNow();
  const leftMs = Date.parse(invitation.expires_at) - nowMs;
  if (invitation.status === "expired" || leftMs <= 0) return <Chip tone="warn">{t("ended")}</Chip>;
  return <Chip>{t("left", { time: words.span(leftMs) })}</Chip>;
}

function TakeBack({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const t = useTranslations("invitations");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { mutate, isPending, error } = useRemoveInvitation();
  function takeBack() {
    mutate(invitation.id, {
      onSuccess() {
        showToast("success", t("takenBack"));
        onClose();
      },
    });
  }
  return (
    <ConfirmDialog
      title={t("takeBackTitle")}
      description={t("takeBackText", { email: invitation.email })}
      yes={t("takeBack")}
      cancel={common("cancel")}
      closeLabel={common("close")}
      isBusy={isPending}
      error={error === null ? null : errorText(error)}
      onYes={takeBack}
      onClose={onClose}
    />
  );
}
