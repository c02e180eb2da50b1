"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { foldText } from "@/lib/text/fold";
import { needsMarkdown } from "./markdown-nodes";
import { MarkdownText } from "./markdown-text";
import { useScene } from "./scene";
import { Words } from "./words";

interface MessageTextProps {
  text: string;
  /** True: written on the marketplace's side, which may use its Markdown. */
  mayHaveMarkdown: boolean;
}

/** Text of others, strictly as text: line breaks kept, direction kept inside, a very long one folded. */
export function MessageText({ text, mayHaveMarkdown }: MessageTextProps) {
  const t = useTranslations("conversation");
  const [isWhole, setWhole] = useState(false);
  const folded = foldText(text);
  const shown = folded === null || isWhole ? text : `${folded}…`;
  return (
    <>
      <Body text={shown} mayHaveMarkdown={mayHaveMarkdown} />
      {folded !== null && (
        <button
          type="button"
          className="mt-1 font-medium text-accent-ink underline underline-offset-2"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t("showLess") : t("showAll", { count: text.length })}
        </button>
      )}
    </>
  );
}

function Body({ text, mayHaveMarkdown }: MessageTextProps) {
  const { parse } = useScene();
  const blocks = useMemo(
    () => (mayHaveMarkdown && parse !== null && needsMarkdown(text) ? parse(text) : null),
    [text, mayHaveMarkdown, parse],
  );
  if (blocks !== null) return <MarkdownText blocks={blocks} />;
  return (
    <p className="foreign-text" dir="auto">
      <Words text={text} />
    </p>
  );
}
