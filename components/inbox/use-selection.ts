"use client";

import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { nothingSelected, selectAll, selectedOf, selectRange, toggleSelected } from "./selection";

/** Marks of the list on the screen (chats, orders); another view begins without any. */
export function useSelection<Item extends { readonly id: string }>(viewId: string, chats: readonly Item[]) {
  const [selection, setSelection] = useState(nothingSelected);
  const [isSelecting, setSelecting] = useState(false);
  const [markedIn, setMarkedIn] = useState(viewId);
  if (markedIn !== viewId) {
    setMarkedIn(viewId);
    setSelection(nothingSelected);
    setSelecting(false);
  }
  const selected = useMemo(() => selectedOf(selection, chats), [selection, chats]);
  // Chats that left the list by themselves are not acted on unseen.
  const dropGone = useEffectEvent(() => {
    if (selection.ids.size > 0 && selected.length === 0) setSelection(nothingSelected);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the list has changed
  useEffect(() => dropGone(), [selected]);

  const latest = useRef(chats);
  useEffect(() => {
    latest.current = chats;
  }, [chats]);
  const order = useCallback(() => latest.current.map((chat) => chat.id), []);
  const toggle = useCallback(
    (chatId: string) => setSelection((before) => toggleSelected(before, chatId)),
    [],
  );
  const range = useCallback(
    (chatId: string) => setSelection((before) => selectRange(before, order(), chatId)),
    [order],
  );
  // The same function for every row and render: rows are drawn anew only when they change.
  const onSelect = useCallback(
    (chatId: string, isRange: boolean) => (isRange ? range(chatId) : toggle(chatId)),
    [range, toggle],
  );
  const clear = useCallback(() => {
    setSelection(nothingSelected);
    setSelecting(false);
  }, []);
  return {
    selection,
    selected,
    isSelecting,
    onSelect,
    toggle,
    range,
    all: () => setSelection(selectAll(order())),
    startSelecting: () => setSelecting(true),
    clear,
  };
}
