"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Ref, useEffect, useState } from "react";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";

/** The look of a field among filters. */
export const filterLook =
  "min-h-8 max-w-full rounded-control border border-control bg-panel px-2 text-ink pointer-coarse:min-h-11 max-two:text-base";

interface FilterSelectProps {
  label: string;
  value: string;
  options: readonly { readonly value: string; readonly label: string }[];
  onChange: (value: string) => void;
}

/** One choice among filters; the browser's own list. */
export function FilterSelect({ label, value, options, onChange }: FilterSelectProps) {
  return (
    <select
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(filterLook, "max-w-48 truncate")}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Words are asked for when the writing pauses. */
const AFTER_MS = 300;

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
}

/** Words among filters: taken when the writing pauses, at once by Enter; Esc empties the field, then leaves it. */
export function SearchField({ label, placeholder, value, onChange, ref }: SearchFieldProps) {
  const t = useTranslations("market");
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (value !== typed.trim()) setTyped(value); // set from outside: a saved view, the way back
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  function empty() {
    setTyped("");
    onChange("");
  }
  return (
    <search className="relative min-w-40 flex-1 two:max-w-72">
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        ref={ref}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange(typed.trim());
          if (event.key !== "Escape") return;
          event.preventDefault();
          if (typed === "") event.currentTarget.blur();
          else empty();
        }}
        className={cx(filterLook, "w-full pr-8 pl-8 placeholder:text-muted")}
      />
      {typed !== "" && (
        <IconButton
          label={t("clearSearch")}
          onClick={empty}
          className="absolute top-1/2 right-0.5 size-7 -translate-y-1/2"
        >
          <X size={14} aria-hidden="true" />
        </IconButton>
      )}
    </search>
  );
}
