"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { rowsMoved } from "./list-anchor";

/** A chat, an order: rows carry its id in `data-chat` or `data-row`. */
interface Row {
  readonly id: string;
}

interface ListAnchor {
  scroller: RefObject<HTMLDivElement | null>;
  /** As high as all rows. */
  content: RefObject<HTMLElement | null>;
  chats: readonly Row[];
  rowHeight: number;
}

/**
 * Keeps the rows under the eye where they are while others come and go above: when the list is scrolled, or the
 * pointer or the focus is on it. Gives how many came above what is seen.
 */
export function useListAnchor({ scroller, content, chats, rowHeight }: ListAnchor): { newAbove: number } {
  const before = useRef<readonly Row[]>(chats);
  const pointerY = useRef<number | null>(null);
  const [newAbove, setNewAbove] = useState(0);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const point = (event: PointerEvent) => {
      if (event.pointerType === "mouse") pointerY.current = event.clientY - box.getBoundingClientRect().top;
    };
    const leave = () => {
      pointerY.current = null;
    };
    const onScroll = () => {
      if (box.scrollTop >= 1) return;
      if (content.current) content.current.style.minHeight = "";
      setNewAbove(0);
    };
    box.addEventListener("pointermove", point, { passive: true });
    box.addEventListener("pointerleave", leave);
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      box.removeEventListener("pointermove", point);
      box.removeEventListener("pointerleave", leave);
      box.removeEventListener("scroll", onScroll);
    };
  }, [scroller, content]);

  useLayoutEffect(() => {
    const box = scroller.current;
    const previous = before.current;
    before.current = chats;
    if (box === null || previous === chats || previous.length === 0) return;
    const focusedId = focusedChatId(box);
    if (box.scrollTop < 1 && pointerY.current === null && focusedId === null) return;
    const focusedAt = focusedId === null ? -1 : previous.findIndex((chat) => chat.id === focusedId);
    const seenAt = Math.floor((box.scrollTop + (pointerY.current ?? 0)) / rowHeight);
    const index = Math.min(
      previous.length - 1,
      pointerY.current === null && focusedAt !== -1 ? focusedAt : seenAt,
    );
    const anchor = previous[index];
    if (anchor === undefined || chats[index] === anchor || chats[index]?.id === anchor.id) return;
    const moved = rowsMoved(
      previous.map((chat) => chat.id),
      chats.map((chat) => chat.id),
      { id: anchor.id, index },
    );
    if (moved === 0) return;
    const wanted = box.scrollTop + moved * rowHeight;
    // A short list has nothing to scroll by: room below it makes some, until it is scrolled to its top again.
    if (content.current) content.current.style.minHeight = `${wanted + box.clientHeight}px`;
    box.scrollTop = wanted;
    if (moved > 0) setNewAbove((count) => count + moved);
  }, [scroller, content, chats, rowHeight]);

  return { newAbove };
}

function focusedChatId(box: HTMLElement): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !box.contains(focused)) return null;
  const row = focused.closest<HTMLElement>("[data-chat], [data-row]");
  return row?.dataset.chat ?? row?.dataset.row ?? null;
}
