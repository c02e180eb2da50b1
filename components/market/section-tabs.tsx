"use client";

import { useTranslations } from "next-intl";
import { cx } from "../ui/class-names";
import { useCount } from "./money";

/** Counts stop here: a person asks "how much work", not "how many exactly". */
const COUNTED_UP_TO = 1000;

interface SectionTabsProps<Key extends string> {
  label: string;
  tabs: readonly { readonly key: Key; readonly label: string; readonly isUrgent?: boolean }[];
  value: Key;
  /** How many stand in each; undefined: not known yet. */
  counts?: Partial<Record<Key, number>>;
  onChange: (key: Key) => void;
}

/** Lists one looks at all day, each with its count. They scroll sideways where they do not fit. */
export function SectionTabs<Key extends string>({ label, tabs, ...props }: SectionTabsProps<Key>) {
  const { value, counts, onChange } = props;
  const t = useTranslations("market");
  const count = useCount();
  return (
    <nav aria-label={label} className="border-line border-b">
      <ul className="-mb-px flex gap-4 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => {
          const isHere = tab.key === value;
          const many = counts?.[tab.key];
          return (
            <li key={tab.key} className="shrink-0">
              <button
                type="button"
                aria-current={isHere ? "true" : undefined}
                onClick={() => onChange(tab.key)}
                className={cx(
                  "focus-inset flex min-h-9 items-center gap-1.5 whitespace-nowrap border-b-2 transition-colors duration-120 pointer-coarse:min-h-11",
                  isHere
                    ? "border-accent font-medium text-ink"
                    : "border-transparent text-muted hover:text-ink",
                )}
              >
                {tab.label}
                {many !== undefined && (many > 0 || isHere) && (
                  <span
                    className={cx(
                      "text-[12px] tabular-nums",
                      tab.isUrgent && many > 0 ? "font-medium text-bad-ink" : "text-muted",
                    )}
                  >
                    {many >= COUNTED_UP_TO ? t("countMany", { count: count(COUNTED_UP_TO) }) : count(many)}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
