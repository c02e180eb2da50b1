"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import type { Chat } from "@/lib/wire/chats";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { InboxLink } from "./inbox-link";
import { useChatWords } from "./use-chat-words";
import { toWaiting, type Urgency } from "./waiting";

/** Every row is as high, so that the list knows its length without measuring. */
export const CHAT_ROW_HEIGHT_PX = 80;

const barTone: Record<Urgency, string> = { calm: "bg-accent", warn: "bg-warn", late: "bg-bad" };
const chipTone = { calm: "plain", warn: "warn", late: "bad" } as const satisfies Record<Urgency, string>;

interface ChatRowProps {
  chat: Chat;
  path: string;
  sellerName: string | null;
  isOpen: boolean;
}

/** One chat of the list: who, what they said last, and how long they have waited. */
export const ChatRow = memo(function ChatRow({ chat, path, sellerName, isOpen }: ChatRowProps) {
  const t = useTranslations("row");
  const { titleOf } = useChatWords();
  const isUnread = chat.unread_count > 0;
  return (
    <InboxLink
      href={path}
      aria-current={isOpen ? "true" : undefined}
      data-chat={chat.id}
      className={cx(
        "focus-inset relative grid h-20 grid-cols-[minmax(0,1fr)_auto] content-center gap-x-2 gap-y-px border-line/60 border-b pr-3.5 pl-4.5",
        isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <TimeBar chat={chat} />
      <bdi className={cx("truncate", isUnread ? "font-semibold" : "font-medium")}>{titleOf(chat)}</bdi>
      <TimeOfChat chat={chat} />
      <span className={cx("col-span-2 truncate", !isUnread && "text-muted")}>
        <Preview chat={chat} />
      </span>
      <span className="col-span-2 mt-0.5 flex min-w-0 items-center gap-1.5 text-[12px] text-muted">
        <StateChip chat={chat} />
        <span className="truncate">{sellerName}</span>
        {isUnread && (
          <span className="ml-auto grid h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full bg-accent px-1.25 font-semibold text-[11px] text-on-accent">
            <span aria-hidden="true">{chat.unread_count > 99 ? "99+" : chat.unread_count}</span>
            <span className="sr-only">{t("unread", { count: chat.unread_count })}</span>
          </span>
        )}
      </span>
    </InboxLink>
  );
});

function TimeBar({ chat }: { chat: Chat }) {
  const waiting = toWaiting(chat, useNow());
  if (waiting === null || chat.status === "closed") return null;
  return (
    <span
      aria-hidden="true"
      className="absolute inset-y-2.5 left-1.5 w-[3px] overflow-hidden rounded-full bg-line/70"
    >
      <span
        className={cx("absolute inset-x-0 bottom-0 rounded-full", barTone[waiting.urgency])}
        style={{ height: `${Math.max(4, waiting.share * 100)}%` }}
      />
    </span>
  );
}

function TimeOfChat({ chat }: { chat: Chat }) {
  const t = useTranslations("row");
  const now = useNow();
  const words = useTimeWords();
  const waiting = toWaiting(chat, now);
  const last = chat.last_message_at;
  if (waiting !== null) {
    const time = words.duration(waiting.waitedMs);
    return (
      <span className="text-[12px] text-muted tabular-nums">
        <span aria-hidden="true">{time}</span>
        <span className="sr-only">{t("waits", { time })}</span>
      </span>
    );
  }
  return (
    <span className="text-[12px] text-muted tabular-nums">
      {last === null ? null : words.duration(now - Date.parse(last))}
    </span>
  );
}

function StateChip({ chat }: { chat: Chat }) {
  const t = useTranslations("row");
  const words = useTimeWords();
  const waiting = toWaiting(chat, useNow());
  if (chat.status === "closed") return <Chip>{t("closed")}</Chip>;
  if (chat.kind === "marketplace") return null;
  if (waiting === null) return chat.last_message_at === null ? null : <Chip>{t("answered")}</Chip>;
  const time = words.duration(Math.abs(waiting.leftMs));
  return (
    <Chip tone={chipTone[waiting.urgency]}>
      {waiting.urgency === "late" ? t("overdue", { time }) : t("left", { time })}
    </Chip>
  );
}

function Preview({ chat }: { chat: Chat }) {
  const t = useTranslations("row");
  if (chat.last_message_at === null) return t("noMessages");
  const text = chat.last_message_preview?.trim() ?? "";
  return (
    <>
      {chat.last_message_direction === "outbound" && <span className="text-muted">{t("you")} </span>}
      <bdi>{text === "" ? t("noText") : text}</bdi>
    </>
  );
}
