import { memo, type RefObject } from "react";
import type { ModerationFinding } from "@/lib/text/moderation-finding";

interface MirrorProps {
  /** What moves with the field when it scrolls. */
  words: RefObject<HTMLDivElement | null>;
  /** As far as the last finding: what is typed behind it changes nothing here. */
  text: string;
  findings: readonly ModerationFinding[];
  /** The same classes of text as the field's: both break their lines at the same places. */
  className: string;
}

/** The text that a mirror needs: up to the end of the word with the last finding, for a word wraps as a whole. */
export function upToLastFinding(text: string, findings: readonly ModerationFinding[]): string {
  const end = findings.at(-1)?.end ?? 0;
  const rest = text.slice(end).search(/\s/);
  return rest === -1 ? text : text.slice(0, end + rest);
}

/** Equal findings are told anew with every letter: they are no reason to draw again. */
function areSame(before: MirrorProps, after: MirrorProps): boolean {
  return (
    before.text === after.text &&
    before.findings.length === after.findings.length &&
    before.findings.every(({ start, end }, index) => {
      const other = after.findings[index];
      return other?.start === start && other.end === end;
    })
  );
}

/** Lies under the field with the same words, unseen, and underlines some of them. */
export const Mirror = memo(function Mirror({ words, text, findings, className }: MirrorProps) {
  let done = 0;
  const parts = findings.flatMap(({ start, end, kind }) => {
    const before = text.slice(done, start);
    done = end;
    return [
      before,
      <mark
        key={start}
        data-finding={kind}
        className="bg-transparent text-transparent underline decoration-1 decoration-bad decoration-wavy underline-offset-3"
      >
        {text.slice(start, end)}
      </mark>,
    ];
  });
  return (
    <div aria-hidden="true" className={`${className} pointer-events-none absolute inset-0 overflow-hidden`}>
      <div
        ref={words}
        dir="auto"
        // A layer of its own: letters typed above it do not paint its waves again.
        className="whitespace-pre-wrap text-transparent will-change-transform [overflow-wrap:break-word] [unicode-bidi:plaintext]"
      >
        {parts}
        {text.slice(done)}
      </div>
    </div>
  );
}, areSame);
