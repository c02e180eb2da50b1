"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { type Chat, changeChats } from "@/lib/wire/chats";
import { callApi } from "../api-client";
import { type CachedPages, changeMany } from "../live/apply-event";
import { showChat } from "../live/live-cache";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useCodeText, useErrorText } from "../shell/use-error-text";
import { applyBulk, type BulkCall, type BulkChange, toCalls, toReverseCalls } from "./bulk-change";
import { type ChatListFilters, parseInboxPath } from "./views";

/** What was done, for the word about it. */
export type BulkAct =
  | "closed"
  | "reopened"
  | "assigned"
  | "unassigned"
  | "tagged"
  | "untagged"
  | "snoozed"
  | "woken"
  | "read";

/** Takes the change into every list and every chat of the cache, before the server has answered. */
function showChange(cache: QueryClient, ids: ReadonlySet<string>, change: BulkChange): void {
  const { chatId: openChatId } = parseInboxPath(window.location.pathname);
  const changeOne = (chat: Chat) => (ids.has(chat.id) ? applyBulk(chat, change) : chat);
  for (const id of ids) {
    cache.setQueryData<Chat>(queryKeys.chat(id), (chat) =>
      chat === undefined ? undefined : changeOne(chat),
    );
  }
  for (const [key, list] of cache.getQueriesData<CachedPages<Chat>>({ queryKey: queryKeys.chatLists() })) {
    if (list === undefined) continue;
    const filters = key[2] as ChatListFilters; // made by queryKeys.chatList and nowhere else
    cache.setQueryData(key, changeMany(list, { filters, openChatId, change: changeOne }));
  }
}

async function run(calls: readonly BulkCall[]) {
  const skipped: { chat_id: string; code: string }[] = [];
  let changed = 0;
  for (const { chatIds, change } of calls) {
    const answer = await callApi(changeChats, { body: { chat_ids: [...chatIds], ...change } });
    changed += answer.changed;
    skipped.push(...answer.skipped);
  }
  return { changed, skipped };
}

/** Changes many chats at once: here right away, what the server leaves out comes back; a word says how it went. */
export function useBulkChange() {
  const cache = useQueryClient();
  const t = useTranslations("bulk");
  const errorText = useErrorText();
  const codeText = useCodeText();
  const isBusy = useRef(false);

  async function undo(before: readonly Chat[], change: BulkChange) {
    for (const chat of before) showChat(cache, chat);
    try {
      await run(toReverseCalls(before, change));
      showToast("success", t("undone"));
    } catch (error) {
      showToast("error", errorText(error));
    }
    refetch();
  }

  function refetch() {
    void cache.invalidateQueries({ queryKey: queryKeys.chatCounts() });
  }

  return async function changeAll(chats: readonly Chat[], change: BulkChange, act: BulkAct): Promise<void> {
    if (chats.length === 0 || isBusy.current) return;
    isBusy.current = true;
    const ids = chats.map((chat) => chat.id);
    showChange(cache, new Set(ids), change);
    try {
      const { changed, skipped } = await run(toCalls(ids, change));
      const left = new Set(skipped.map((one) => one.chat_id));
      for (const chat of chats) if (left.has(chat.id)) showChat(cache, chat);
      const moved = chats.filter((chat) => !left.has(chat.id));
      const reason = skipped[0] === undefined ? "" : codeText(skipped[0].code, skipped[0].code);
      const text = t(`done.${act}`, { count: changed });
      const canUndo = toReverseCalls(moved, change).length > 0;
      showToast(
        changed === 0 && skipped.length > 0 ? "error" : "success",
        skipped.length === 0 ? text : t("partly", { done: text, count: skipped.length, reason }),
        canUndo ? { label: t("undo"), onPress: () => void undo(moved, change) } : undefined,
      );
    } catch (error) {
      for (const chat of chats) showChat(cache, chat);
      showToast("error", `${t("failed")} ${errorText(error)}`);
    } finally {
      isBusy.current = false;
      refetch();
    }
  };
}
