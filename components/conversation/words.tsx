"use client";

import { useMemo } from "react";
import { splitHits } from "./hits";
import { LinkText } from "./link-text";
import { splitLinks } from "./links";
import { useScene } from "./scene";

/** Plain words: addresses become links or stay inert, sought words are marked. */
export function Words({ text }: { text: string }) {
  const parts = useMemo(() => splitLinks(text), [text]);
  let place = 0;
  return parts.map((part) => {
    const key = place;
    place += part.text.length;
    return part.isLink ? (
      <LinkText key={key} address={part.text} label={part.text} />
    ) : (
      <Marked key={key} text={part.text} />
    );
  });
}

/** Text with the sought words marked. */
export function Marked({ text }: { text: string }) {
  const { stems } = useScene();
  if (stems.length === 0) return text;
  let place = 0;
  return splitHits(text, stems).map((part) => {
    const key = place;
    place += part.text.length;
    if (!part.isHit) return <span key={key}>{part.text}</span>;
    return (
      <mark key={key} className="rounded-[3px] bg-warn/35 text-ink">
        {part.text}
      </mark>
    );
  });
}
