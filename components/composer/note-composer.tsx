"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { addNote, type Note } from "@/lib/wire/notes";
import type { Colleague } from "@/lib/wire/team";
import { callApi } from "../api-client";
import { splitMentions } from "../conversation/mentions";
import type { CachedPages } from "../live/apply-event";
import { putNote } from "../live/notes-cache";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { keyHint } from "../shell/key-map";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { keepDraft, readDraft } from "./drafts";
import { Field } from "./field";
import { Footer, ModeSwitch } from "./footer";
import { Frame } from "./frame";
import { rankPeople, whoSees } from "./people";
import { SuggestionList } from "./suggestion-list";
import { UndoBar } from "./undo-bar";
import { useSuggestions } from "./use-suggestions";
import { writeInto } from "./write-into";

interface NoteComposerProps {
  chat: Chat;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Back to the reply: by choice, or because the note is written. */
  onReply: () => void;
}

/** Saves a note; the people it names are found by their names in it. */
function useAddNote(chat: Chat, people: readonly Colleague[]) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) => {
      const named = new Set(
        splitMentions(
          text,
          people.map(({ name }) => name),
        )
          .filter(({ isMention }) => isMention)
          .map((part) => part.text.slice(1)),
      );
      const mentions = people.filter(({ name }) => named.has(name)).map(({ id }) => id);
      return callApi(addNote, { params: { id: chat.id }, body: { text, mentions }, idempotencyKey: key });
    },
    onSuccess: ({ note }) =>
      cache.setQueryData<CachedPages<Note>>(queryKeys.notes(chat.id), (list) =>
        list === undefined ? undefined : putNote(list, note),
      ),
  });
}

/** Where a private note is written: colleagues see it, the buyer and the marketplace never do. */
export function NoteComposer({ chat, field, onReply }: NoteComposerProps) {
  const t = useTranslations("notes");
  const errorText = useErrorText();
  const me = useCurrentUser();
  const { data: colleagues = [] } = useColleagues();
  const people = whoSees(colleagues, chat.seller_id, me.id);
  const [text, setText] = useState(() => readDraft(me.id, chat.id, "note"));
  const [key, setKey] = useState(makeClientId); // a repeat after a lost answer leaves no second note
  const add = useAddNote(chat, people);
  const canSave = text.trim() !== "" && !add.isPending;
  const suggestions = useSuggestions<Colleague>({
    field,
    sign: "@",
    find: (words) => rankPeople(people, words),
    onPick: (person, { start, end }) => {
      if (field.current) writeInto(field.current, { start, end, text: `@${person.name} ` });
    },
  });
  function write(next: string) {
    setText(next);
    keepDraft(me.id, chat.id, next, "note");
    if (add.isError) {
      add.reset();
      setKey(makeClientId());
    }
  }
  function save() {
    if (!canSave) return;
    add.mutate(
      { text: text.trim(), key },
      {
        onSuccess() {
          keepDraft(me.id, chat.id, "", "note");
          onReply();
        },
      },
    );
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.currentTarget.blur();
    }
  }
  return (
    <Frame
      isNote
      label={t("form")}
      onSubmit={save}
      above={
        <>
          <UndoBar chatId={chat.id} />
          <SuggestionList
            suggestions={suggestions}
            label={t("people")}
            keyOf={(person) => person.id}
            empty={null}
            draw={(person) => <PersonRow person={person} />}
          />
        </>
      }
    >
      {add.isError && (
        <p role="alert" className="mb-2 rounded-control bg-bad-soft px-2.5 py-1 text-[12.5px] text-bad-ink">
          {t("failed")} {errorText(add.error)}
        </p>
      )}
      <Field
        box={field}
        label={t("label")}
        placeholder={t("placeholder")}
        text={text}
        listId={suggestions.items.length > 0 ? suggestions.listId : null}
        activeId={suggestions.items.length > 0 ? `${suggestions.listId}-${suggestions.active}` : null}
        onText={write}
        onCaret={suggestions.look}
        onKeyDown={onKeyDown}
      />
      <Footer tools={<ModeSwitch mode="note" onMode={onReply} />}>
        <span className="hidden truncate text-[12px] text-muted @min-[420px]:inline">{t("onlyOurs")}</span>
        <Button type="submit" look="primary" disabled={!canSave}>
          {t("save")}
          <Kbd>{keyHint("send")}</Kbd>
        </Button>
      </Footer>
    </Frame>
  );
}

function PersonRow({ person }: { person: Colleague }) {
  const settings = useTranslations("settings");
  return (
    <span className="flex items-baseline gap-2">
      <bdi className="truncate font-medium">{person.name}</bdi>
      <span className="shrink-0 text-[12px] text-muted">{settings(person.presence)}</span>
    </span>
  );
}
