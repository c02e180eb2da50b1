"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "@/lib/wire/messages";

/** Closer to the end than this counts as being there. */
const AT_BOTTOM_WITHIN_PX = 48;

interface ScrollState {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  isAtBottom: boolean;
  /** How many messages came while the reader was further up. */
  unseen: number;
  onScroll: () => void;
  toBottom: () => void;
}

/**
 * Keeps what is being read in its place: at the end the view follows new messages, further up nothing moves, and older
 * pages grow upwards without a jump. A message of our own always brings the end into sight.
 */
export function useScroll(messages: readonly Message[]): ScrollState {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const before = useRef<Ends>({ firstId: "", lastId: "", height: 0, isAtBottom: true });
  const [isAtBottom, setAtBottom] = useState(true);
  const [unseen, setUnseen] = useState(0);

  function toBottom() {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    before.current.isAtBottom = true;
    setAtBottom(true);
    setUnseen(0);
  }

  function onScroll() {
    const box = scroller.current;
    if (box === null) return;
    const isThere = box.scrollHeight - box.scrollTop - box.clientHeight <= AT_BOTTOM_WITHIN_PX;
    before.current.isAtBottom = isThere;
    setAtBottom(isThere);
    if (isThere) setUnseen(0);
  }

  const first = messages.at(0);
  const last = messages.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the ends of the conversation change, and only then
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const { firstId, lastId, height, isAtBottom: wasAtBottom } = before.current;
    const grewUp = firstId !== "" && first?.id !== firstId && last?.id === lastId;
    if (grewUp) box.scrollTop += box.scrollHeight - height;
    else if (lastId !== "" && last !== undefined && last.id !== lastId && !wasAtBottom) {
      const from = messages.findIndex((message) => message.id === lastId);
      const added = from === -1 ? [] : messages.slice(from + 1);
      if (last.id.startsWith("local:")) toBottom();
      else setUnseen((count) => count + added.filter((message) => message.direction === "inbound").length);
    }
    if (before.current.isAtBottom) box.scrollTop = box.scrollHeight;
    before.current = {
      firstId: first?.id ?? "",
      lastId: last?.id ?? "",
      height: box.scrollHeight,
      isAtBottom: before.current.isAtBottom,
    };
  }, [first?.id, last?.id, messages.length]);

  useEndInSight({ scroller, content, before });

  return { scroller, content, isAtBottom, unseen, onScroll, toBottom };
}

interface Ends {
  firstId: string;
  lastId: string;
  height: number;
  isAtBottom: boolean;
}

interface Boxes {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  before: RefObject<Ends>;
}

/** The composer grows, a long text unfolds, the window turns: the end stays in sight if it was. */
function useEndInSight({ scroller, content, before }: Boxes): void {
  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (box === null || inner === null) return;
    const observer = new ResizeObserver(() => {
      if (before.current.isAtBottom) box.scrollTop = box.scrollHeight;
      before.current.height = box.scrollHeight;
    });
    observer.observe(box);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [scroller, content, before]);
}
