"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";

interface Option {
  readonly value: string;
  readonly text: string;
  readonly detail?: string;
}

interface PickSomeProps {
  label: string;
  /** Undefined while they load. */
  options: readonly Option[] | undefined;
  chosen: readonly string[];
  /** No more can be chosen. */
  most: number;
  onChange: (chosen: string[]) => void;
}

/** With more than this a field to find them by stands on top. */
const FIND_FROM = 9;
/** So many are drawn; the rest is found by typing. */
const MOST_SHOWN = 100;

/** Some of a list, by ticking. What was chosen and is no longer there stays, or nobody could take it away. */
export function PickSome({ label, options, chosen, most, onChange }: PickSomeProps) {
  const t = useTranslations("audience");
  const common = useTranslations("common");
  const [typed, setTyped] = useState("");
  if (options === undefined) return <p className="text-muted">{common("loading")}</p>;
  const gone = chosen
    .filter((value) => !options.some((option) => option.value === value))
    .map((value): Option => ({ value, text: value }));
  const all = [...gone, ...options];
  if (all.length === 0) return <p className="text-muted">{t("noChoices")}</p>;
  const words = typed.trim().toLowerCase();
  const found = all.filter(({ text, detail = "" }) => `${text} ${detail}`.toLowerCase().includes(words));
  const toggle = (value: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <>
      {all.length >= FIND_FROM && (
        <input
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="mb-1.5 min-h-9 w-full rounded-control border border-control bg-panel px-2.5 placeholder:text-muted pointer-coarse:min-h-11 max-two:text-base"
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and its own look */}
      <div role="group" aria-label={label} className="max-h-60 overflow-y-auto">
        {found.slice(0, MOST_SHOWN).map(({ value, text, detail }) => {
          const isOn = chosen.includes(value);
          return (
            <label
              key={value}
              className="flex min-h-8 cursor-pointer items-center gap-2 py-0.5 pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                checked={isOn}
                disabled={!isOn && chosen.length >= most}
                onChange={(event) => toggle(value, event.target.checked)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 wrap-anywhere">
                {text}
                {detail && detail !== text && <span className="ml-1.5 text-[12px] text-muted">{detail}</span>}
              </span>
            </label>
          );
        })}
        {found.length === 0 && <p className="py-1 text-muted">{t("nothingFound")}</p>}
      </div>
    </>
  );
}
