"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Chat, SNOOZED_UNTIL_BUYER } from "@/lib/wire/chats";
import { useChangeChat } from "../inbox/chat-actions";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Picker, type PickerOption } from "./picker";
import { parseFieldValue, snoozeChoices, toFieldValue } from "./snooze-choices";

const WAKE = "wake";
const UNTIL_BUYER = "untilBuyer";

/** Until when a chat is put off: the usual times, until the buyer writes, or a time of one's own. */
export function SnoozeBody({ chat, onDone }: { chat: Chat; onDone: () => void }) {
  const t = useTranslations("snooze");
  const words = useTimeWords();
  const now = useNow();
  const { mutate } = useChangeChat();
  const [own, setOwn] = useState("");
  const choices = snoozeChoices(new Date(now));
  const ownTime = parseFieldValue(own, now);
  function put(until: string | null) {
    mutate({ chat, change: { snoozed_until: until } });
    onDone();
  }
  const options: PickerOption[] = [
    ...(chat.snoozed_until === null ? [] : [{ id: WAKE, name: t("wake") }]),
    ...choices.map(({ id, until }) => ({ id, name: t(id), hint: words.moment(until, now) })),
    { id: UNTIL_BUYER, name: t("untilBuyer"), isChecked: chat.snoozed_until === SNOOZED_UNTIL_BUYER },
  ];
  function pick(id: string) {
    if (id === WAKE) return put(null);
    if (id === UNTIL_BUYER) return put(SNOOZED_UNTIL_BUYER);
    const choice = choices.find((candidate) => candidate.id === id);
    if (choice) put(choice.until.toISOString());
  }
  return (
    <>
      <Picker
        label={t("title")}
        placeholder={t("find")}
        options={options}
        empty={t("ownBelow")}
        onPick={pick}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ownTime !== null) put(ownTime.toISOString());
        }}
        className="flex flex-wrap items-end gap-2 border-line border-t p-3"
      >
        <label className="min-w-0 flex-1 text-[12px] text-muted">
          {t("own")}
          <input
            type="datetime-local"
            value={own}
            min={toFieldValue(new Date(now))}
            onChange={(event) => setOwn(event.target.value)}
            className="mt-1 block min-h-8 w-full rounded-control border border-control bg-panel px-2 text-[13.5px] text-ink max-two:text-base"
          />
        </label>
        <Button type="submit" disabled={ownTime === null}>
          {t("put")}
        </Button>
      </form>
    </>
  );
}
