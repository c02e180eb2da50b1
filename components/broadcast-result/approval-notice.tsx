"use client";

import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useCurrentUser } from "../shell/current-user";
import { Notice } from "../ui/notice";
import { approvalOf } from "./acts";

/** Says whose turn it is while a second person has to agree; the button itself stands with the others. */
export function ApprovalNotice({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const { id: myId } = useCurrentUser();
  const approval = approvalOf(broadcast, myId);
  if (approval === "settled") return null;
  const others = broadcast.schedule_at === null ? t("approvalOther") : t("approvalOtherLater");
  return (
    <Notice tone="warn" title={t("approvalTitle")}>
      {approval === "others_turn" ? t("approvalOwn") : others}
    </Notice>
  );
}
