"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cx } from "../ui/class-names";

interface InlineFieldProps {
  /** What is changed, for those who do not see it: "Цена, артикул A-1". */
  label: string;
  initial: string;
  /** The value as it is, in words; stands beside the field while it is changed. */
  was: string;
  /** What was typed as the server takes it; null: it cannot be taken. */
  read: (typed: string) => string | null;
  /** Enter: the value as read. */
  onSubmit: (value: string) => void;
  onCancel: () => void;
  className?: string;
}

/** A value changed where it stands: Enter asks, Esc leaves it as it was. */
export function InlineField({ label, initial, was, read, onSubmit, onCancel, className }: InlineFieldProps) {
  const t = useTranslations("productActs");
  const [typed, setTyped] = useState(initial);
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);

  function submit() {
    const value = read(typed);
    if (value === null) setWrong(true);
    else if (value === read(initial)) onCancel();
    else onSubmit(value);
  }
  return (
    <span className={cx("flex flex-col items-end gap-0.5", className)}>
      <input
        ref={field}
        inputMode="decimal"
        aria-label={label}
        aria-invalid={isWrong || undefined}
        autoComplete="off"
        value={typed}
        maxLength={16}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
        onBlur={() => read(typed) === read(initial) && onCancel()}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onCancel();
          } else if (event.key === "Enter") {
            event.preventDefault();
            submit();
          }
        }}
        className={cx(
          "h-7 w-full min-w-16 max-w-28 rounded-[6px] border bg-panel px-1.5 text-right tabular-nums pointer-coarse:h-11 max-two:text-base",
          isWrong ? "border-bad" : "border-control",
        )}
      />
      <span
        role={isWrong ? "alert" : undefined}
        className={cx("text-[11.5px]", isWrong ? "text-bad-ink" : "text-muted")}
      >
        {isWrong ? t("notANumber") : t("was", { value: was })}
      </span>
    </span>
  );
}

/**
 * Gives the focus back to the button (`data-edit`) in whose place a value was changed, once it stands there again; not
 * when the person has gone on to something else.
 */
export function returnFocus(edit: string): void {
  setTimeout(() => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNowhere) document.querySelector<HTMLElement>(`[data-edit="${CSS.escape(edit)}"]`)?.focus();
  });
}

/** Whole pieces, as people type them; null: no such number. */
export function readPieces(typed: string): string | null {
  const text = typed.replace(/[\s\u00A0\u202F]/g, "");
  return /^\d{1,8}$/.test(text) && Number(text) <= 10_000_000 ? String(Number(text)) : null;
}
