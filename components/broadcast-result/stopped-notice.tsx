"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useCurrentUser } from "../shell/current-user";
import { Notice } from "../ui/notice";
import { remedyOf } from "./remedy";
import { useResultWords } from "./use-result-words";

/** Why it stopped without anybody's doing, what the marketplace said, and what to do. */
export function StoppedNotice({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const { reason } = useResultWords();
  const { role } = useCurrentUser();
  const { stopped, status } = broadcast;
  if (stopped === null || (status !== "paused" && status !== "failed")) return null;
  const { code, message } = stopped;
  const remedy = remedyOf(code);
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
      <p>{t("stoppedWhy", { reason: reason(code, message) })}</p>
      {message !== code && <p className="foreign-text mt-1">{t("theirWords", { words: message })}</p>}
      <p className="mt-1">
        {status === "paused" ? `${t("stoppedSafe")} ${t(`todo.${remedy}`)}` : t("neverBegan")}
      </p>
    </Notice>
  );
}
