"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { searchInChat } from "@/lib/wire/search";
import { callApi } from "../api-client";
import { onChatAction } from "../inbox/chat-events";
import { queryKeys } from "../query-keys";
import { IconButton } from "../ui/button";

/** A pause in typing this long asks the server. */
const PAUSE_MS = 250;

interface ChatSearchProps {
  chatId: string;
  /** What is being looked for, so that its words are marked; empty when nothing. */
  onQuery: (query: string) => void;
  onJump: (messageId: string) => void;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === "" ? "" : settled;
}

/** Search inside the open chat: Ctrl+F opens it, Enter goes to the next hit further back, Shift+Enter forward. */
export function ChatSearch(props: ChatSearchProps) {
  const [isOpen, setOpen] = useState(false);
  const [round, setRound] = useState(0); // asked for again: the field takes the focus again
  const open = useEffectEvent(() => {
    setOpen(true);
    setRound((last) => last + 1);
  });
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent) {
      if (event.code !== "KeyF" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (event.target instanceof HTMLElement && event.target.closest("[role=dialog]")) return;
      event.preventDefault();
      open();
    }
    window.addEventListener("keydown", onKey);
    const stop = onChatAction((action) => {
      if (action === "search") open();
    });
    return () => {
      window.removeEventListener("keydown", onKey);
      stop();
    };
  }, []);
  if (!isOpen) return null;
  return (
    <SearchBar
      {...props}
      round={round}
      onClose={() => {
        setOpen(false);
        props.onQuery("");
      }}
    />
  );
}

function SearchBar({
  chatId,
  onQuery,
  onJump,
  onClose,
  round,
}: ChatSearchProps & { onClose: () => void; round: number }) {
  const t = useTranslations("conversation");
  const [text, setText] = useState("");
  const words = useSettled(text.trim());
  const field = useRef<HTMLInputElement>(null);
  const { data: hits, isError } = useQuery({
    queryKey: queryKeys.chatSearch(chatId, words),
    enabled: words !== "",
    queryFn: async ({ signal }) =>
      (await callApi(searchInChat, { params: { id: chatId }, query: { q: words }, signal })).items,
  });
  const [place, setPlace] = useState(0);
  const go = useEffectEvent((to: number) => {
    const hit = hits?.[to];
    if (hit === undefined) return;
    setPlace(to);
    onJump(hit.message_id);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again is the reason
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [round]);
  useEffect(() => {
    onQuery(words);
  }, [onQuery, words]);
  // New hits: the newest of them is shown.
  useEffect(() => {
    if (hits !== undefined) go(0);
  }, [hits]);
  const step = (by: number) => {
    if (hits !== undefined && hits.length > 0) go((place + by + hits.length) % hits.length);
  };
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <search className="flex min-h-10 shrink-0 items-center gap-1 border-line border-b bg-panel px-3 two:px-5">
      <input
        ref={field}
        type="search"
        aria-label={t("searchInChat")}
        placeholder={t("searchInChat")}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="min-h-8 min-w-0 flex-1 bg-transparent placeholder:text-muted focus-visible:outline-none max-two:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      <span role="status" className="shrink-0 text-[12px] text-muted tabular-nums">
        {isError && t("searchFailed")}
        {words !== "" &&
          hits !== undefined &&
          (hits.length === 0 ? t("noHits") : t("hitPlace", { place: place + 1, count: hits.length }))}
      </span>
      <IconButton label={t("olderHit")} disabled={!hits?.length} onClick={() => step(1)}>
        <ChevronUp size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("newerHit")} disabled={!hits?.length} onClick={() => step(-1)}>
        <ChevronDown size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("closeSearch")} onClick={onClose}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </search>
  );
}
