"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addInvitation } from "@/lib/wire/invitations";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { CopyTextButton } from "../ui/copy-text-button";
import { Dialog } from "../ui/dialog";

interface LinkDialogProps {
  invited: AnswerOf<typeof addInvitation>;
  /** For somebody of the team who forgot theirs. */
  isForPassword?: boolean;
  onClose: () => void;
}

/** The invitation's link, this one time, with words to send along with it. */
export function LinkDialog({
  invited: { invitation, url },
  isForPassword = false,
  onClose,
}: LinkDialogProps) {
  const t = useTranslations("invitations");
  const common = useTranslations("common");
  const words = useTimeWords();
  const nowMs = useNow();
  const id = useId();
  const until = words.moment(new Date(invitation.expires_at), nowMs);
  const message = t(isForPassword ? "passwordWordsText" : "wordsText", {
    name: invitation.name ?? "none",
    until,
    url,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(isForPassword ? "passwordLinkTitle" : "linkTitle")}
      description={t("linkFor", { email: invitation.email, until })}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1.5">
          <p className="font-medium">{t("link")}</p>
          <code className="break-all rounded-control bg-theirs px-2.5 py-2 font-sans text-[12.5px]">
            {url}
          </code>
          <p className="text-[12.5px] text-warn-ink">{t("linkOnce")}</p>
          <div>
            <CopyTextButton look="primary" value={url} label={t("copyLink")} copiedLabel={common("copied")} />
          </div>
        </div>
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="font-medium">
            {t("words")}
          </label>
          <textarea
            id={id}
            readOnly
            rows={5}
            value={message}
            className="w-full resize-y rounded-control border border-line bg-panel px-2.5 py-2 max-two:text-base"
          />
          <div>
            <CopyTextButton value={message} label={t("copyWords")} copiedLabel={common("copied")} />
          </div>
        </div>
        <div className="flex justify-end">
          <Button onClick={onClose}>{t("done")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
