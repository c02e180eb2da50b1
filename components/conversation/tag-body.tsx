"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Chat } from "@/lib/wire/chats";
import { addTag, type Tag } from "@/lib/wire/desk";
import { callApi } from "../api-client";
import { useChangeChat } from "../inbox/chat-actions";
import { TagDot } from "../inbox/tag-dot";
import { useTags } from "../inbox/tags-query";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Picker, type PickerOption } from "./picker";

const MAX_TAG_CHARS = 40;
const MAX_TAGS = 20;

/** Tags of a chat: on and off by a press, a new one by its name. Stays open for the next. */
export function TagBody({ chat }: { chat: Chat; onDone: () => void }) {
  const t = useTranslations("tags");
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { data: tags, isError } = useTags();
  const { mutate: change } = useChangeChat();
  const options = useMemo<readonly PickerOption[]>(() => {
    const known = tags ?? [];
    const lost = chat.tags.filter((name) => !known.some((tag) => tag.name === name));
    const rows = [...known, ...lost.map((name) => ({ id: name, name, color: "gray" as const }))];
    return rows.map((tag) => ({
      id: tag.name,
      name: tag.name,
      icon: <TagDot color={tag.color} />,
      isChecked: chat.tags.includes(tag.name),
    }));
  }, [tags, chat.tags]);
  function put(names: readonly string[]) {
    if (names.length > MAX_TAGS) showToast("error", t("tooMany", { count: MAX_TAGS }));
    else change({ chat, change: { tags: [...names] } });
  }
  const { mutate: make } = useMutation({
    mutationFn: (name: string) => callApi(addTag, { body: { name } }),
    onSuccess({ tag }) {
      cache.setQueryData<readonly Tag[]>(queryKeys.tags(), (list) =>
        list === undefined
          ? undefined
          : [...list, tag].toSorted((a, b) => a.name.localeCompare(b.name, "ru")),
      );
      put([...chat.tags, tag.name]);
    },
    onError: (error) => showToast("error", `${t("makeFailed")} ${errorText(error)}`),
  });
  return (
    <Picker
      label={t("title")}
      placeholder={t("find")}
      options={options}
      empty={isError ? t("failed") : tags === undefined ? t("loading") : t("none")}
      maxLength={MAX_TAG_CHARS}
      onPick={(name) =>
        put(chat.tags.includes(name) ? chat.tags.filter((other) => other !== name) : [...chat.tags, name])
      }
      makeNew={{ text: (words) => t("make", { name: words }), onPick: make }}
    />
  );
}
