"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Chat, SNOOZED_UNTIL_BUYER } from "@/lib/wire/chats";
import { useTimeWords } from "../shell/use-time-words";
import { useChatWords } from "./use-chat-words";
import type { Waiting } from "./waiting";

/** Everything a row says, made once for the list: a translator of its own in each row would cost its scrolling. */
export interface RowWords {
  titleOf(chat: Chat): string;
  /** "Вы:" before what we said last. */
  readonly you: string;
  previewOf(chat: Chat): string;
  timeOf(chat: Chat, waiting: Waiting | null, nowMs: number): { text: string; spoken: string };
  /** "осталось 12 м", "просрочено 14 м", "закрыт"; null: nothing to say. */
  stateOf(chat: Chat, waiting: Waiting | null, nowMs: number): string | null;
  unread(count: number): string;
  select(title: string): string;
  readonly draft: string;
  readonly typing: string;
  tags(names: readonly string[]): string;
  assignedTo(name: string): string;
}

/** The words of the list's rows, in the reader's language. */
export function useRowWords(): RowWords {
  const t = useTranslations("row");
  const words = useTimeWords();
  const { titleOf } = useChatWords();
  return useMemo(() => {
    const snoozed = (until: string, nowMs: number) =>
      until === SNOOZED_UNTIL_BUYER
        ? t("snoozedUntilBuyer")
        : t("snoozed", { time: words.moment(new Date(until), nowMs) });
    return {
      titleOf,
      you: t("you"),
      draft: t("draft"),
      typing: t("typing"),
      previewOf(chat) {
        if (chat.last_message_at === null) return t("noMessages");
        const text = chat.last_message_preview?.trim() ?? "";
        return text === "" ? t("noText") : text;
      },
      timeOf(chat, waiting, nowMs) {
        if (waiting !== null) {
          const { waitedMs } = waiting;
          return { text: words.duration(waitedMs), spoken: t("waits", { time: words.span(waitedMs) }) };
        }
        const last = chat.last_message_at;
        const text = last === null ? "" : words.duration(nowMs - Date.parse(last));
        return { text, spoken: text };
      },
      stateOf(chat, waiting, nowMs) {
        if (chat.status === "closed") return t("closed");
        if (chat.snoozed_until !== null && Date.parse(chat.snoozed_until) > nowMs) {
          return snoozed(chat.snoozed_until, nowMs);
        }
        if (chat.kind === "marketplace") return null;
        if (waiting === null) return chat.last_message_at === null ? null : t("answered");
        if (!Number.isFinite(waiting.leftMs)) return null;
        const time = words.span(Math.abs(waiting.leftMs));
        return waiting.urgency === "late" ? t("overdue", { time }) : t("left", { time });
      },
      unread: (count) => t("unread", { count }),
      select: (title) => t("select", { title }),
      tags: (names) => t("tags", { names: names.join(", ") }),
      assignedTo: (name) => t("assignedTo", { name }),
    };
  }, [t, words, titleOf]);
}

/** "Анна Смирнова" -> "АС". */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/u);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map(
    (part) => [...(part ?? "")][0] ?? "",
  );
  return letters.join("").toLocaleUpperCase();
}
