"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "@/lib/wire/messages";
import type { Jump } from "./use-window";

/** Closer to the end than this counts as being there. */
const AT_BOTTOM_WITHIN_PX = 48;
/** A message that was jumped to stands this far down the sight. */
const JUMP_TO_SHARE = 0.35;

interface ScrollInput {
  /** Changes whenever the rows do. */
  items: readonly unknown[];
  /** The live end of the conversation, also while a part further up is shown. */
  liveMessages: readonly Message[];
  /** False: what is shown ends before the live end, so its lower edge is no place to stay at. */
  isLive: boolean;
  jump: Jump | null;
  onLeaveWindow: () => void;
}

interface ScrollState {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  isAtBottom: boolean;
  /** How many messages came while the reader was further up. */
  unseen: number;
  onScroll: () => void;
  toBottom: () => void;
}

/** What is held in its place while everything around it may grow. */
interface Place {
  isAtBottom: boolean;
  anchor: Element | null;
  /** Of the anchor's upper edge below that of the sight, px. */
  offset: number;
}

/** The first row in sight; rows stand in order, so halving finds it among thousands. */
function findAnchor(box: HTMLElement): Element | null {
  const rows = box.querySelectorAll("[data-anchor]");
  const top = box.getBoundingClientRect().top;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.getBoundingClientRect().bottom > top) high = middle;
    else low = middle + 1;
  }
  return rows[low] ?? null;
}

function offsetOf(box: HTMLElement, row: Element): number {
  return row.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** Puts what was in its place back into it, whatever grew above, below or inside. */
function settle(box: HTMLElement, place: Place): void {
  if (place.isAtBottom) {
    box.scrollTop = box.scrollHeight;
    return;
  }
  if (place.anchor?.isConnected !== true) return;
  const moved = offsetOf(box, place.anchor) - place.offset;
  if (Math.abs(moved) >= 1) box.scrollTop += moved;
}

/**
 * Keeps what is being read in its place: at the end the view follows new messages, further up nothing moves, whatever
 * loads above or unfolds. A message of our own always brings the end into sight.
 */
export function useScroll({ items, liveMessages, isLive, jump, onLeaveWindow }: ScrollInput): ScrollState {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ isAtBottom: jump === null, anchor: null, offset: 0 });
  const [isAtBottom, setAtBottom] = useState(jump === null);
  const lastLiveId = liveMessages.at(-1)?.id ?? "";
  const [seenId, setSeenId] = useState(lastLiveId);

  function hold(next: Place) {
    place.current = next;
    setAtBottom(next.isAtBottom);
  }
  function onScroll() {
    const box = scroller.current;
    if (box === null) return;
    const isThere = isLive && box.scrollHeight - box.scrollTop - box.clientHeight <= AT_BOTTOM_WITHIN_PX;
    const anchor = isThere ? null : findAnchor(box);
    hold({ isAtBottom: isThere, anchor, offset: anchor === null ? 0 : offsetOf(box, anchor) });
  }
  function toBottom() {
    hold({ isAtBottom: true, anchor: null, offset: 0 });
    if (!isLive) onLeaveWindow();
    if (scroller.current) settle(scroller.current, place.current);
  }

  if (isAtBottom && seenId !== lastLiveId) setSeenId(lastLiveId);
  const ownLocalId = lastLiveId.startsWith("local:") ? lastLiveId : "";
  const followOwn = useEffectEvent(() => {
    if (ownLocalId !== "" && !place.current.isAtBottom) toBottom();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new message of our own, and only then
  useLayoutEffect(() => followOwn(), [ownLocalId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the rows change, and only then
  useLayoutEffect(() => {
    if (scroller.current) settle(scroller.current, place.current);
  }, [items]);

  const goTo = useEffectEvent((messageId: string) => {
    const box = scroller.current;
    const row = box?.querySelector(`[data-message="${CSS.escape(messageId)}"]`);
    if (!box || !row) return;
    box.scrollTop += offsetOf(box, row) - box.clientHeight * JUMP_TO_SHARE;
    hold({ isAtBottom: false, anchor: row, offset: offsetOf(box, row) });
  });
  const jumpKey = jump === null ? "" : `${jump.round} ${jump.messageId}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one wish, one jump
  useLayoutEffect(() => {
    if (jump !== null) goTo(jump.messageId);
  }, [jumpKey]);

  useKeptPlace({ scroller, content, place });
  return {
    scroller,
    content,
    isAtBottom,
    unseen: isAtBottom ? 0 : countUnseen(liveMessages, seenId),
    onScroll,
    toBottom,
  };
}

/** Inbound messages behind the last one that was in sight. */
export function countUnseen(messages: readonly Message[], seenId: string): number {
  const from = messages.findIndex((message) => message.id === seenId);
  if (from === -1) return 0;
  return messages.slice(from + 1).filter((message) => message.direction === "inbound").length;
}

interface Boxes {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  place: RefObject<Place>;
}

/** The composer grows, a long text unfolds, a far row is drawn for the first time: before the next frame all is back. */
function useKeptPlace({ scroller, content, place }: Boxes): void {
  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (box === null || inner === null) return;
    const observer = new ResizeObserver(() => settle(box, place.current));
    observer.observe(box);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [scroller, content, place]);
}
