"use client";

import { AlarmClock, PencilLine } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { Chat } from "@/lib/wire/chats";
import type { Tag } from "@/lib/wire/desk";
import type { Preferences } from "@/lib/wire/preferences";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { InboxLink } from "./inbox-link";
import { initialsOf, type RowWords } from "./row-words";
import { TagDot } from "./tag-dot";
import { inboxPath, type View } from "./views";
import { toWaiting, type Urgency, type Waiting } from "./waiting";

export type Density = Preferences["density"];

/** Every row is as high, so that the list knows its length without measuring. */
export const rowHeightPx: Record<Density, number> = { comfortable: 80, compact: 44 };
/** Dots beyond these would only make noise; the title names all tags. */
const TAG_DOTS = 3;

const barTone: Record<Urgency, string> = { calm: "bg-accent", warn: "bg-warn", late: "bg-bad" };
const textTone: Record<Urgency, string> = {
  calm: "text-muted",
  warn: "text-warn-ink",
  late: "text-bad-ink",
};
const chipTone = { calm: "plain", warn: "warn", late: "bad" } as const satisfies Record<Urgency, string>;

/** What only marks a row: none of it changes its height. */
export interface RowMarks {
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  /** Some row is selected: every row then shows its box. */
  readonly isSelecting: boolean;
  readonly hasDraft: boolean;
  /** Who types an answer here now. */
  readonly typingName: string | undefined;
  readonly assigneeName: string | undefined;
}

interface ChatRowProps extends RowMarks {
  chat: Chat;
  view: View;
  sellerName: string | undefined;
  density: Density;
  nowMs: number;
  words: RowWords;
  tagColors: ReadonlyMap<string, Tag["color"]>;
  onSelect: (chatId: string, isRange: boolean) => void;
}

/** One chat of the list: who, what they said last, how long they have waited. */
export const ChatRow = memo(function ChatRow(props: ChatRowProps) {
  const { chat, view, words, density, nowMs, isOpen, isSelected, isSelecting, onSelect } = props;
  const waiting = chat.status === "closed" ? null : toWaiting(chat, nowMs);
  // Ctrl or Shift with a click marks, as in any list of files.
  function onClick(event: MouseEvent) {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    onSelect(chat.id, event.shiftKey);
  }
  return (
    <div
      className={cx(
        "group relative h-full select-none border-line/60 border-b",
        isSelected ? "bg-accent-soft" : isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <InboxLink
        href={inboxPath(view, chat.id)}
        onClick={onClick}
        draggable={false}
        aria-current={isOpen ? "true" : undefined}
        data-chat={chat.id}
        className="focus-inset grid h-full grid-cols-[minmax(0,1fr)_auto] content-center gap-x-2 pr-3.5 pl-5"
      >
        <TimeBar waiting={waiting} isCovered={isSelecting} />
        {density === "compact" ? (
          <CompactLines {...props} waiting={waiting} />
        ) : (
          <ComfortableLines {...props} waiting={waiting} />
        )}
      </InboxLink>
      <SelectBox {...props} label={words.select(words.titleOf(chat))} />
    </div>
  );
});

type LinesProps = ChatRowProps & { waiting: Waiting | null };

function ComfortableLines(props: LinesProps) {
  const { chat, words, nowMs, waiting, sellerName } = props;
  const state = words.stateOf(chat, waiting, nowMs);
  return (
    <>
      <Title {...props} />
      <Time {...props} />
      <PreviewLine {...props} className="col-span-2 mt-px" />
      <span className="col-span-2 mt-0.75 flex h-5 min-w-0 items-center gap-1.5 text-[12px] text-muted">
        {state !== null && <Chip tone={chipTone[waiting?.urgency ?? "calm"]}>{state}</Chip>}
        <span className="flex min-w-0 items-center gap-1.25">
          <span aria-hidden="true" className="size-1.75 shrink-0 rounded-[2px] bg-ozon" />
          <span className="truncate">{sellerName}</span>
        </span>
        <Typing {...props} />
        <Marks {...props} />
      </span>
    </>
  );
}

function CompactLines(props: LinesProps) {
  const { chat, words, nowMs, waiting } = props;
  const state = words.stateOf(chat, waiting, nowMs);
  return (
    <>
      <span className="flex min-w-0 items-baseline gap-1.5">
        <Title {...props} />
        {state !== null && (
          <span
            className={cx(
              "min-w-0 shrink-0 truncate text-[11.5px] tabular-nums",
              textTone[waiting?.urgency ?? "calm"],
            )}
          >
            {state}
          </span>
        )}
      </span>
      <Time {...props} />
      <span className="col-span-2 flex h-4.5 min-w-0 items-center gap-1.5 text-[12.5px]">
        <PreviewLine {...props} className="min-w-0 flex-1" />
        <Typing {...props} />
        <Marks {...props} />
      </span>
    </>
  );
}

function Title({ chat, words }: LinesProps) {
  return (
    <bdi className={cx("truncate", chat.unread_count > 0 ? "font-semibold" : "font-medium")}>
      {words.titleOf(chat)}
    </bdi>
  );
}

function Time({ chat, words, waiting, nowMs }: LinesProps) {
  const { text, spoken } = words.timeOf(chat, waiting, nowMs);
  return (
    <span className="self-center text-[12px] text-muted tabular-nums">
      <span aria-hidden="true">{text}</span>
      <span className="sr-only">{spoken}</span>
    </span>
  );
}

function PreviewLine({ chat, words, className }: LinesProps & { className: string }) {
  return (
    <span className={cx("truncate", chat.unread_count === 0 && "text-muted", className)}>
      {chat.last_message_direction === "outbound" && <span className="text-muted">{words.you} </span>}
      <bdi>{words.previewOf(chat)}</bdi>
    </span>
  );
}

function Typing({ typingName, words }: LinesProps) {
  if (typingName === undefined) return null;
  return (
    <span className="min-w-0 shrink truncate text-[12px] text-accent-ink" title={typingName}>
      {words.typing}
    </span>
  );
}

/** What stands at the right end: draft, snooze, tags, who has it, how much is unread. */
function Marks({ chat, words, hasDraft, nowMs, assigneeName, tagColors }: LinesProps) {
  const isSnoozed = chat.snoozed_until !== null && Date.parse(chat.snoozed_until) > nowMs;
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1.5 pl-1 text-[12px] text-muted">
      {hasDraft && <PencilLine size={13} role="img" aria-label={words.draft} className="text-accent-ink" />}
      {isSnoozed && <AlarmClock size={13} aria-hidden="true" />}
      {chat.tags.length > 0 && (
        <span className="flex gap-0.5" title={words.tags(chat.tags)}>
          {chat.tags.slice(0, TAG_DOTS).map((tag) => (
            <TagDot key={tag} color={tagColors.get(tag)} />
          ))}
          <span className="sr-only">{words.tags(chat.tags)}</span>
        </span>
      )}
      {assigneeName !== undefined && (
        <span
          title={words.assignedTo(assigneeName)}
          className="grid h-4.5 min-w-4.5 place-items-center rounded-full border border-line px-1 font-medium text-[10px]"
        >
          <span aria-hidden="true">{initialsOf(assigneeName)}</span>
          <span className="sr-only">{words.assignedTo(assigneeName)}</span>
        </span>
      )}
      {chat.unread_count > 0 && (
        <span className="grid h-4.5 min-w-4.5 place-items-center rounded-full bg-accent px-1.25 font-semibold text-[11px] text-on-accent tabular-nums">
          <span aria-hidden="true">{chat.unread_count > 99 ? "99+" : chat.unread_count}</span>
          <span className="sr-only">{words.unread(chat.unread_count)}</span>
        </span>
      )}
    </span>
  );
}

/** `isCovered`: the boxes stand in its place; while the pointer is there, one does. */
function TimeBar({ waiting, isCovered }: { waiting: Waiting | null; isCovered: boolean }) {
  if (waiting === null || !Number.isFinite(waiting.leftMs)) return null;
  return (
    <span
      aria-hidden="true"
      className={cx(
        "absolute inset-y-[12%] left-1.5 w-[3px] overflow-hidden rounded-full bg-line/70",
        isCovered ? "invisible" : "group-hover:pointer-fine:invisible",
      )}
    >
      <span
        className={cx("absolute inset-x-0 bottom-0 rounded-full", barTone[waiting.urgency])}
        style={{ height: `${Math.max(4, waiting.share * 100)}%` }}
      />
    </span>
  );
}

/** Covers the time bar while it is wanted; takes no place of its own. */
function SelectBox({ chat, isSelected, isSelecting, onSelect, label }: ChatRowProps & { label: string }) {
  return (
    <label
      className={cx(
        "absolute inset-y-0 left-0 grid w-6 cursor-pointer items-center justify-items-start pl-0.75 focus-within:opacity-100",
        isSelecting
          ? "opacity-100 pointer-coarse:w-11"
          : "opacity-0 group-hover:opacity-100 pointer-coarse:pointer-events-none",
      )}
    >
      <input
        type="checkbox"
        checked={isSelected}
        aria-label={label}
        // React tells of the change; only the click knows whether Shift was held.
        onChange={() => undefined}
        onClick={(event) => onSelect(chat.id, event.shiftKey)}
        className="size-3.5 accent-accent"
      />
    </label>
  );
}
