"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useCurrentUser } from "../shell/current-user";
import { useCodeText } from "../shell/use-error-text";
import { Notice } from "../ui/notice";
import { remedyOf } from "./remedy";

/** Why it stopped without anybody's doing, what the marketplace said, and what to do. */
export function StoppedNotice({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const codeText = useCodeText();
  const { role } = useCurrentUser();
  const { stopped, status } = broadcast;
  if (stopped === null || (status !== "paused" && status !== "failed")) return null;
  const { code, message } = stopped;
  const sentence = codeText(code, message);
  const remedy = remedyOf(code);
  const canGoOn = status === "paused";
  return (
    <Notice
      tone="bad"
      title={broadcast.started_at === null ? t("notStartedTitle") : t("stoppedTitle")}
      action={
        remedy === "key" && role === "admin" ? (
          <Link
            href={`/settings/sellers/${broadcast.seller_id}`}
            className="inline-flex min-h-8 items-center underline underline-offset-2 pointer-coarse:min-h-11"
          >
            {t("toSeller")}
          </Link>
        ) : null
      }
    >
      <p>{sentence}</p>
      {message !== code && message !== sentence && (
        <p className="foreign-text mt-1">{t("theirWords", { words: message })}</p>
      )}
      {canGoOn && <p className="mt-1">{`${t("stoppedSafe")} ${t(`todo.${remedy}`)}`}</p>}
    </Notice>
  );
}
