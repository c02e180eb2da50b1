"use client";

import { useTranslations } from "next-intl";
import { memo, useState } from "react";
import type { Note } from "@/lib/wire/notes";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { toActWords } from "./acts";
import { splitMentions } from "./mentions";
import { FAR_ROW } from "./message-bubble";
import { Words } from "./words";

/** A private note or a hand-over: wide and in its own colour, so that nobody takes it for a message. */
export const NoteBubble = memo(function NoteBubble({ note, isFar }: { note: Note; isFar: boolean }) {
  const t = useTranslations("teamwork");
  const words = useTimeWords();
  const author = useNoteAuthor(note);
  return (
    <li data-anchor="" data-note={note.id} className={cx("pb-2", isFar && FAR_ROW)}>
      <div className="rounded-bubble bg-note px-3 py-2">
        <p className="foreign-text" dir="auto">
          <strong className="font-semibold">{t(note.kind === "hand_over" ? "handOver" : "note")}</strong>
          {note.text !== "" && " — "}
          <NoteText note={note} />
        </p>
      </div>
      <p className="mx-1 mt-0.5 flex items-center gap-1.5 text-[11.5px] text-muted tabular-nums">
        <bdi className="truncate">{author}</bdi>
        <span aria-hidden="true">·</span>
        <span className="shrink-0">{t("onlyOurs", { time: words.clock(new Date(note.created_at)) })}</span>
      </p>
    </li>
  );
});

function NoteText({ note }: { note: Note }) {
  const { data: colleagues } = useColleagues();
  const names = note.mentions.flatMap((id) => colleagues?.find((person) => person.id === id)?.name ?? []);
  let place = 0;
  return splitMentions(note.text, names).map((part) => {
    const key = place;
    place += part.text.length;
    return part.isMention ? (
      <span key={key} className="rounded-[4px] bg-accent-soft px-0.5 font-medium text-accent-ink">
        {part.text}
      </span>
    ) : (
      <Words key={key} text={part.text} />
    );
  });
}

function useNoteAuthor(note: Note): string {
  const t = useTranslations("teamwork");
  const me = useCurrentUser();
  if (note.author.type === "system") return t("desk");
  if (note.author.type === "rule") return t("rule", { name: note.author.name ?? "" });
  return note.author.id === me.id ? t("you") : (note.author.name ?? t("someone"));
}

interface ActsProps {
  notes: readonly Note[];
  isFar: boolean;
}

/** What was done to the chat: one quiet line; more than one folds behind the last. */
export const ActsLine = memo(function ActsLine({ notes, isFar }: ActsProps) {
  const t = useTranslations("teamwork");
  const [isWhole, setWhole] = useState(false);
  const earlier = notes.slice(0, -1);
  return (
    <li
      data-anchor=""
      className={cx("px-2 pt-0.5 pb-2 text-center text-[12px] text-muted", isFar && FAR_ROW)}
    >
      {isWhole && earlier.map((note) => <ActSentence key={note.id} note={note} />)}
      {notes.slice(-1).map((note) => (
        <ActSentence key={note.id} note={note} />
      ))}
      {earlier.length > 0 && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="min-h-6 px-1 underline decoration-dotted underline-offset-2 hover:text-ink"
        >
          {isWhole ? t("fewerActs") : t("moreActs", { count: earlier.length })}
        </button>
      )}
    </li>
  );
});

function ActSentence({ note }: { note: Note }) {
  const t = useTranslations("teamwork");
  const me = useCurrentUser();
  const words = useTimeWords();
  const now = useNow();
  if (note.act === null) return null;
  const who =
    note.author.type === "rule"
      ? t("rule", { name: note.author.name ?? "" })
      : (note.author.name ?? t("someone"));
  const { key, by, values, time } = toActWords(note.act, note, me.id);
  const told = time === null ? "" : words.moment(new Date(time), now);
  return (
    <p className="wrap-anywhere">
      {t(key, { by, who, time: told, name: "", names: "", added: "", removed: "", count: 1, ...values })}
      <span aria-hidden="true"> · </span>
      <time dateTime={note.created_at} className="tabular-nums">
        {words.clock(new Date(note.created_at))}
      </time>
    </p>
  );
}
