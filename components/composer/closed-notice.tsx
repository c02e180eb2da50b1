"use client";

import { useTranslations } from "next-intl";
import type { Chat } from "@/lib/wire/chats";
import type { Seller } from "@/lib/wire/sellers";
import { useChangeChat } from "../inbox/chat-actions";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import type { WritingObstacle } from "./availability";
import { focusComposer } from "./focus-composer";

interface ClosedNoticeProps {
  chat: Chat;
  seller: Seller | undefined;
  obstacle: WritingObstacle;
  marketplace: string;
  hasText: boolean;
}

/** Why nothing can be sent now, until when it could, and the one button where there is one. */
export function ClosedNotice({ chat, seller, obstacle, marketplace, hasText }: ClosedNoticeProps) {
  const t = useTranslations("composer");
  const words = useTimeWords();
  const now = useNow();
  const { mutate, isPending } = useChangeChat();
  function reopen() {
    mutate({ chat, change: { status: "open" } });
    requestAnimationFrame(() => requestAnimationFrame(focusComposer));
  }
  function toSentence(): string {
    if (obstacle !== "windowOver" || chat.writable_until === null) return t(obstacle);
    const time = words.moment(new Date(chat.writable_until), now);
    const hours = seller?.capabilities.reply_window_hours ?? null;
    return hours === null
      ? t("windowOver", { marketplace, time })
      : t("windowOverRule", { marketplace, time, hours });
  }
  return (
    <div
      role="status"
      className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-control bg-warn-soft px-2.5 py-1.5 text-[12.5px] text-warn-ink"
    >
      <p className="min-w-52 flex-1">
        {toSentence()} {hasText && t("textIsSafe")}
      </p>
      {obstacle === "chatClosed" && (
        <Button className="min-h-7" disabled={isPending} onClick={reopen}>
          {t("reopenAndAnswer")}
        </Button>
      )}
    </div>
  );
}
