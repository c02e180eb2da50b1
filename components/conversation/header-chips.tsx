"use client";

import { useTranslations } from "next-intl";
import { daysBetween } from "@/lib/text/day";
import { type Chat, SNOOZED_UNTIL_BUYER } from "@/lib/wire/chats";
import { TagDot } from "../inbox/tag-dot";
import { useTagColors } from "../inbox/tags-query";
import { useChatWords } from "../inbox/use-chat-words";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { toReplyDeadline, toWindowState } from "./deadlines";

const tones = { calm: "plain", warn: "warn", late: "bad" } as const;

/** How the chat stands: closed, put off, or until when the buyer should have an answer. */
export function StateChip({ chat }: { chat: Chat }) {
  const t = useTranslations("conversation");
  const now = useNow();
  const words = useTimeWords();
  if (chat.status === "closed") return <Chip>{t("closed")}</Chip>;
  if (chat.snoozed_until !== null && Date.parse(chat.snoozed_until) > now) {
    return (
      <Chip>
        {chat.snoozed_until === SNOOZED_UNTIL_BUYER
          ? t("snoozedUntilBuyer")
          : t("snoozedUntil", { time: words.moment(new Date(chat.snoozed_until), now) })}
      </Chip>
    );
  }
  const deadline = toReplyDeadline(chat, now);
  if (deadline === null) return null;
  const left = words.span(Math.abs(deadline.leftMs));
  const isToday = daysBetween(new Date(now), deadline.at) === 0;
  return (
    <Chip tone={tones[deadline.urgency]}>
      {deadline.urgency === "late"
        ? t("overdue", { time: left })
        : t("answerBy", { time: isToday ? words.clock(deadline.at) : words.moment(deadline.at, now), left })}
    </Chip>
  );
}

/** When the marketplace's window for writing ends, in words; null: it has none. */
function useWindowWords(chat: Chat) {
  const now = useNow();
  const words = useTimeWords();
  const { marketplaceOf } = useChatWords();
  const state = toWindowState(chat.writable_until, now);
  if (chat.writable_until === null || state === null) return null;
  const until = new Date(chat.writable_until);
  return {
    state,
    marketplace: marketplaceOf(chat.marketplace),
    time: words.moment(until, now),
    left: words.span(Math.max(0, until.getTime() - now)),
  };
}

/** Until when the marketplace takes a reply, quietly while there is time. */
export function WindowWords({ chat }: { chat: Chat }) {
  const t = useTranslations("conversation");
  const end = useWindowWords(chat);
  if (end === null || end.state !== "open") return null;
  const text = t("writableUntil", end);
  return (
    <span title={text} className="min-w-24 truncate text-muted">
      {text}
    </span>
  );
}

/** A line of its own when the window ends soon, and why nothing can be written after it. */
export function WindowWarning({ chat }: { chat: Chat }) {
  const t = useTranslations("conversation");
  const end = useWindowWords(chat);
  if (end === null || end.state === "open") return null;
  const isOver = end.state === "over";
  // Nobody waits: the composer's own word is enough, nothing was missed.
  if (isOver && chat.waiting_since === null) return null;
  return (
    <p
      className={cx(
        "border-line border-b px-3 py-1.5 text-[12.5px] two:px-5",
        isOver ? "bg-bad-soft text-bad-ink" : "bg-warn-soft text-warn-ink",
      )}
    >
      {t(isOver ? "writableOver" : "writableSoon", end)}
    </p>
  );
}

const TAGS_SHOWN = 3;

/** The tags of the chat; a press opens their list. */
export function TagChips({ chat, onPress }: { chat: Chat; onPress: (anchor: HTMLElement) => void }) {
  const t = useTranslations("tags");
  const colors = useTagColors();
  if (chat.tags.length === 0) return null;
  const rest = chat.tags.length - TAGS_SHOWN;
  return (
    <button
      type="button"
      aria-label={t("change", { names: chat.tags.join(", ") })}
      title={chat.tags.join(", ")}
      onClick={(event) => onPress(event.currentTarget)}
      className="flex min-h-6 min-w-0 items-center gap-1 rounded-full"
    >
      {chat.tags.slice(0, TAGS_SHOWN).map((name) => (
        <span
          key={name}
          className="flex min-w-0 max-w-32 items-center gap-1 rounded-full bg-theirs px-1.75 py-px font-medium text-[11.5px] text-muted"
        >
          <TagDot color={colors.get(name)} />
          <span className="truncate">{name}</span>
        </span>
      ))}
      {rest > 0 && <span className="text-[11.5px] text-muted">+{rest}</span>}
    </button>
  );
}
