"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { handOver, type Note } from "@/lib/wire/notes";
import { callApi } from "../api-client";
import { useChangeChat } from "../inbox/chat-actions";
import type { CachedPages } from "../live/apply-event";
import { showChat } from "../live/live-cache";
import { putNote } from "../live/notes-cache";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { orderForAssigning } from "./assign-order";
import { Avatar } from "./avatar";
import { Picker, type PickerOption } from "./picker";

const NOBODY = "nobody";

/** Hands a chat over with a word: the chat at once, taken back when the server refuses. */
function useHandOver(chat: Chat) {
  const cache = useQueryClient();
  const t = useTranslations("assign");
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (word: { assigneeId: string; text: string; key: string }) =>
      callApi(handOver, {
        params: { id: chat.id },
        body: { assignee_id: word.assigneeId, text: word.text },
        idempotencyKey: word.key,
      }),
    onMutate: ({ assigneeId }) => showChat(cache, { ...chat, assignee_id: assigneeId }),
    onSuccess: ({ note }) =>
      cache.setQueryData<CachedPages<Note>>(queryKeys.notes(chat.id), (list) =>
        list === undefined ? undefined : putNote(list, note),
      ),
    onError(error) {
      const now = cache.getQueryData<Chat>(queryKeys.chat(chat.id)) ?? chat;
      showChat(cache, { ...now, assignee_id: chat.assignee_id });
      showToast("error", `${t("handOverFailed")} ${errorText(error)}`);
    },
  });
}

/** To whom a chat is given: colleagues by presence and load; with a word written below it is handed over. */
export function AssignBody({ chat, onDone }: { chat: Chat; onDone: () => void }) {
  const t = useTranslations("assign");
  const me = useCurrentUser();
  const { data: colleagues, isError } = useColleagues();
  const { mutate: change } = useChangeChat();
  const { mutate: handOverTo } = useHandOver(chat);
  const [word, setWord] = useState("");
  const options = useMemo<readonly PickerOption[]>(() => {
    const people = orderForAssigning(colleagues ?? [], { myId: me.id, sellerId: chat.seller_id });
    const rows = people.map((person) => ({
      id: person.id,
      name: person.id === me.id ? t("toMe", { name: person.name }) : person.name,
      icon: <Avatar name={person.name} presence={person.presence} />,
      hint: t("load", { count: person.open_chats, presence: person.presence }),
      isChecked: person.id === chat.assignee_id,
    }));
    if (chat.assignee_id === null) return rows;
    const icon = <UserMinus size={15} aria-hidden="true" className="mx-1 shrink-0 text-muted" />;
    return [...rows, { id: NOBODY, name: t("toNobody"), icon }];
  }, [colleagues, me.id, chat.seller_id, chat.assignee_id, t]);
  function pick(id: string) {
    const text = word.trim();
    if (id === NOBODY) change({ chat, change: { assignee_id: null } });
    else if (text !== "") handOverTo({ assigneeId: id, text, key: makeClientId() });
    else if (id !== chat.assignee_id) change({ chat, change: { assignee_id: id } });
    onDone();
  }
  return (
    <>
      <Picker
        label={t("title")}
        placeholder={t("find")}
        options={options}
        empty={isError ? t("failed") : colleagues === undefined ? t("loading") : t("nobodyFits")}
        onPick={pick}
      />
      <div className="border-line border-t p-2">
        <textarea
          aria-label={t("word")}
          placeholder={t("word")}
          value={word}
          rows={2}
          maxLength={2000}
          onChange={(event) => setWord(event.target.value)}
          className="block w-full resize-none rounded-control bg-note px-2.5 py-1.5 placeholder:text-muted max-two:text-base"
        />
        <p className="mt-1 px-1 text-[12px] text-muted">{t("wordHint")}</p>
      </div>
    </>
  );
}
