"use client";

import { ArrowLeft, PanelRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { InboxLink } from "../inbox/inbox-link";
import { useChangeStatus } from "../inbox/queries";
import { useChatWords } from "../inbox/use-chat-words";
import { toWaiting } from "../inbox/waiting";
import { useSeller } from "../sellers/queries";
import { isPlainKey, isTyping } from "../shell/keys";
import { showToast } from "../shell/toast";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button, IconButton } from "../ui/button";
import { Chip } from "../ui/chip";
import { Drawer } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { ContextColumn } from "./context-column";

/** Who this is, until when a reply is accepted, and closing the chat. */
export function ConversationHeader({ chat, listPath }: { chat: Chat; listPath: string }) {
  const t = useTranslations("conversation");
  const [areFactsOpen, setFactsOpen] = useState(false);
  const { titleOf } = useChatWords();
  const seller = useSeller(chat.seller_id);
  return (
    <header className="@container shrink-0 bg-panel">
      <div className="flex h-13.25 items-center gap-2 border-line border-b px-3 two:px-5">
        <InboxLink
          href={listPath}
          aria-label={t("toList")}
          className="-ml-1 grid size-11 shrink-0 place-items-center rounded-control text-muted two:hidden"
        >
          <ArrowLeft size={18} aria-hidden="true" />
        </InboxLink>
        <h2 className="min-w-0 truncate font-semibold text-[15px] tracking-tight">
          <bdi>{titleOf(chat)}</bdi>
        </h2>
        <span className="hidden shrink-0 items-center gap-1.5 two:flex">
          {seller && (
            <span className="hidden max-w-44 @min-[600px]:flex">
              <Chip>{seller.name}</Chip>
            </span>
          )}
          <DueChip chat={chat} />
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1.5">
          <IconButton label={t("facts")} onClick={() => setFactsOpen(true)} className="context:hidden">
            <PanelRight size={17} aria-hidden="true" />
          </IconButton>
          <StatusButton chat={chat} />
        </span>
      </div>
      <DeadlineLine chat={chat} />
      <Drawer isOpen={areFactsOpen} onClose={() => setFactsOpen(false)} label={t("facts")} side="right">
        <ContextColumn chatId={chat.id} />
      </Drawer>
    </header>
  );
}

function DueChip({ chat }: { chat: Chat }) {
  const t = useTranslations();
  const now = useNow();
  const words = useTimeWords();
  const waiting = toWaiting(chat, now);
  if (chat.status === "closed") return <Chip>{t("conversation.closed")}</Chip>;
  if (waiting === null || waiting.urgency === "calm") return null;
  const time = words.duration(Math.abs(waiting.leftMs));
  return waiting.urgency === "late" ? (
    <Chip tone="bad">{t("row.overdue", { time })}</Chip>
  ) : (
    <Chip tone="warn">{t("row.left", { time })}</Chip>
  );
}

function DeadlineLine({ chat }: { chat: Chat }) {
  const t = useTranslations("conversation");
  const now = useNow();
  const words = useTimeWords();
  const { marketplaceOf } = useChatWords();
  if (chat.writable_until === null) return null;
  const until = new Date(chat.writable_until);
  const text = { marketplace: marketplaceOf(chat.marketplace), time: words.moment(until, now) };
  const isOver = until.getTime() <= now;
  return (
    <p
      className={`border-line border-b px-4 py-1.5 text-[12.5px] two:px-5 ${isOver ? "text-bad-ink" : "text-muted"}`}
    >
      {isOver ? t("writableOver", text) : t("writableUntil", text)}
    </p>
  );
}

function StatusButton({ chat }: { chat: Chat }) {
  const t = useTranslations("conversation");
  const { mutate, isPending } = useChangeStatus();
  const isClosed = chat.status === "closed";
  function toggle() {
    mutate(
      { chat, status: isClosed ? "open" : "closed" },
      { onError: () => showToast("error", t("statusFailed")) },
    );
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== "KeyE" || event.shiftKey || !isPlainKey(event) || isTyping(event.target) || isPending)
      return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Button onClick={toggle} disabled={isPending}>
      {isClosed ? t("reopenChat") : t("closeChat")}
      <Kbd>E</Kbd>
    </Button>
  );
}
