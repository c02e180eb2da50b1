"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "../ui/class-names";
import type { Suggestions } from "./use-suggestions";

interface SuggestionListProps<Item> {
  suggestions: Suggestions<Item>;
  label: string;
  keyOf: (item: Item) => string;
  draw: (item: Item) => ReactNode;
  /** What stands there when nothing fits; null: the list then hides. */
  empty: ReactNode;
}

/** The list over the composer; arrows move in it while the focus stays in the field. */
export function SuggestionList<Item>({ suggestions, label, keyOf, draw, empty }: SuggestionListProps<Item>) {
  const { listId, trigger, items, active, setActive, pick } = suggestions;
  const box = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen row comes into sight when another one is chosen
  useEffect(() => {
    box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active, trigger?.query]);
  if (trigger === null || (items.length === 0 && empty === null)) return null;
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-1.5 animate-[appear_120ms_ease-out] rounded-bubble border border-line bg-panel p-1">
      {items.length === 0 ? (
        <div className="px-2.5 py-2 text-muted">{empty}</div>
      ) : (
        <ul
          ref={box}
          id={listId}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of choices is a listbox
          role="listbox"
          aria-label={label}
          className="max-h-[min(288px,40dvh)] overflow-y-auto"
        >
          {items.map((item, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and hears the keys
            <li
              key={keyOf(item)}
              id={`${listId}-${index}`}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an item of a listbox is an option
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()} // the focus stays in the field
              onMouseMove={() => index !== active && setActive(index)}
              onClick={() => pick(item)}
              className={cx(
                "cursor-pointer rounded-control px-2.5 py-1.5 pointer-coarse:py-2.5",
                index === active && "bg-selected",
              )}
            >
              {draw(item)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
