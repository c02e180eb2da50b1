"use client";

import { Megaphone } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Message } from "@/lib/wire/messages";
import { useCurrentUser } from "../shell/current-user";

/** Says of our message that a broadcast sent it, of the buyer's that it answers one; a way there for who may look at it. */
export function BroadcastMark({ message }: { message: Message }) {
  const t = useTranslations("conversation");
  const { role } = useCurrentUser();
  const broadcastId = message.broadcast_id ?? message.answers_broadcast_id;
  if (broadcastId === null) return null;
  const mark = (
    <>
      <Megaphone size={12} aria-hidden="true" className="shrink-0" />
      {message.broadcast_id === null ? t("answersBroadcast") : t("fromBroadcast")}
    </>
  );
  return (
    <>
      {role === "operator" ? (
        <span className="inline-flex shrink-0 items-center gap-1">{mark}</span>
      ) : (
        <Link
          href={`/broadcasts/${broadcastId}`}
          prefetch={false}
          className="-my-1 inline-flex min-h-6 shrink-0 items-center gap-1 rounded-[6px] underline-offset-2 hover:text-ink hover:underline"
        >
          {mark}
        </Link>
      )}
      <span aria-hidden="true">·</span>
    </>
  );
}
