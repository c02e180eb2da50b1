"use client";

import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from "react";
import { cx } from "../ui/class-names";

export interface PickerOption {
  readonly id: string;
  /** By what the field finds it, and its name for those who listen. */
  readonly name: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly isChecked?: boolean;
}

interface PickerProps {
  label: string;
  placeholder: string;
  options: readonly PickerOption[];
  /** What stands in place of the list when nothing fits. */
  empty: string;
  onPick: (id: string) => void;
  /** Offers what was typed as something new; undefined: only what is in the list. */
  makeNew?: { text: (words: string) => string; onPick: (words: string) => void };
  maxLength?: number;
}

const NEW = "new:";

/** A field over a list: typing narrows, arrows walk, Enter picks. */
export function Picker({ label, placeholder, options, empty, onPick, makeNew, maxLength }: PickerProps) {
  const id = useId();
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const shown = useMemo(() => narrow(options, words, makeNew?.text), [options, words, makeNew?.text]);
  const at = Math.min(active, shown.length - 1);
  function pick(option: PickerOption | undefined) {
    if (option === undefined) return;
    if (option.id === NEW) makeNew?.onPick(words.trim());
    else onPick(option.id);
    setWords("");
    setActive(0);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || shown.length === 0) return;
    if (event.key === "ArrowDown") setActive((at + 1) % shown.length);
    else if (event.key === "ArrowUp") setActive((at - 1 + shown.length) % shown.length);
    else if (event.key === "Enter") pick(shown[at]);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        placeholder={placeholder}
        value={words}
        maxLength={maxLength}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="min-h-9 w-full border-line border-b bg-transparent px-3 placeholder:text-muted focus-visible:outline-none max-two:text-base pointer-coarse:min-h-11"
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className="max-h-72 overflow-y-auto p-1">
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and hears the keys
          <div
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.isChecked ?? false}
            onPointerMove={() => setActive(index)}
            onClick={() => pick(option)}
            className={cx(
              "flex min-h-8 cursor-pointer items-center gap-2 rounded-[6px] px-2 py-1 pointer-coarse:min-h-11",
              index === at && "bg-selected",
            )}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.name}</span>
            {option.hint !== undefined && (
              <span className="shrink-0 text-[12px] text-muted tabular-nums">{option.hint}</span>
            )}
            {option.isChecked && <Check size={14} aria-hidden="true" className="shrink-0 text-accent" />}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="px-3 pb-3 text-muted">{empty}</p>}
    </>
  );
}

function narrow(
  options: readonly PickerOption[],
  words: string,
  newText: ((words: string) => string) | undefined,
): readonly PickerOption[] {
  const sought = words.trim().toLocaleLowerCase();
  if (sought === "") return options;
  const fitting = options.filter((option) => option.name.toLocaleLowerCase().includes(sought));
  const isKnown = options.some((option) => option.name.toLocaleLowerCase() === sought);
  return newText === undefined || isKnown ? fitting : [...fitting, { id: NEW, name: newText(words.trim()) }];
}
