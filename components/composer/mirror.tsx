import { memo, type RefObject } from "react";
import type { ModerationFinding } from "@/lib/text/moderation";

interface MirrorProps {
  box: RefObject<HTMLDivElement | null>;
  text: string;
  findings: readonly ModerationFinding[];
  /** The same classes of text as the field's: both break their lines at the same places. */
  className: string;
}

/** Lies under the field with the same words, unseen, and underlines some of them. */
export const Mirror = memo(function Mirror({ box, text, findings, className }: MirrorProps) {
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
    <div
      ref={box}
      aria-hidden="true"
      dir="auto"
      className={`${className} pointer-events-none absolute inset-0 overflow-hidden whitespace-pre-wrap text-transparent [overflow-wrap:break-word] [unicode-bidi:plaintext]`}
    >
      {parts}
      {text.slice(done)}
      {/* A line break at the very end counts only when something follows it. */}
      {"\u200b"}
    </div>
  );
});
