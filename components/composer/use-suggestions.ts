"use client";

import { type KeyboardEvent, type RefObject, useCallback, useId, useState } from "react";
import { findTrigger, type Trigger } from "./trigger";

interface SuggestionsInput<Item> {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly sign: "/" | "@";
  readonly find: (query: string) => readonly Item[];
  /** Writes the chosen one over what was typed. */
  readonly onPick: (item: Item, trigger: Trigger) => void;
}

export interface Suggestions<Item> {
  readonly listId: string;
  readonly trigger: Trigger | null;
  readonly items: readonly Item[];
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly pick: (item: Item) => void;
  /** Call it on every change of the text or the caret. */
  readonly look: () => void;
  readonly close: () => void;
  /** True: the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

/** A list that opens while a word after "/" or "@" is typed. The focus stays in the field. */
export function useSuggestions<Item>({
  field,
  sign,
  find,
  onPick,
}: SuggestionsInput<Item>): Suggestions<Item> {
  const listId = useId();
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const look = useCallback(() => {
    const box = field.current;
    const isCaret = box !== null && box.selectionStart === box.selectionEnd && document.activeElement === box;
    const next = isCaret ? findTrigger(box.value, box.selectionEnd, sign) : null;
    setTrigger((last) => {
      if (last?.start === next?.start && last?.query === next?.query) return last;
      setActive(0);
      return next;
    });
    setDismissed((start) => (start === next?.start ? start : null));
  }, [field, sign]);
  const isShown = trigger !== null && trigger.start !== dismissed;
  const items = isShown ? find(trigger.query) : [];
  const close = useCallback(() => setDismissed(trigger?.start ?? null), [trigger]);
  function pick(item: Item) {
    if (trigger === null) return;
    setTrigger(null);
    onPick(item, { ...trigger, end: field.current?.selectionEnd ?? trigger.end });
  }
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!isShown || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return false;
    if (event.key === "Escape") close();
    else if (items.length === 0) return false;
    else if (event.key === "ArrowDown") setActive((active + 1) % items.length);
    else if (event.key === "ArrowUp") setActive((active - 1 + items.length) % items.length);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      const item = items[Math.min(active, items.length - 1)];
      if (item !== undefined) pick(item);
    } else return false;
    event.preventDefault();
    return true;
  }
  return {
    listId,
    trigger: isShown ? trigger : null,
    items,
    active: Math.min(active, Math.max(0, items.length - 1)),
    setActive,
    pick,
    look,
    close,
    onKeyDown,
  };
}
