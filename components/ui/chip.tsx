import type { ReactNode } from "react";
import { cx } from "./class-names";

type Tone = "plain" | "accent" | "warn" | "bad";

const tones: Record<Tone, string> = {
  plain: "bg-theirs text-muted",
  accent: "bg-accent-soft text-accent-ink",
  warn: "bg-warn-soft text-warn-ink",
  bad: "bg-bad-soft text-bad-ink",
};

/** A word or two about a thing. Loud tones are for time running out. */
export function Chip({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        "max-w-full shrink-0 truncate rounded-full px-1.75 py-px font-medium text-[11.5px]",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
