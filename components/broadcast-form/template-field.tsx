"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { broadcastVariables, checkTemplate, fillBroadcast } from "@/lib/text/broadcast-template";
import { messageLength } from "@/lib/text/length";
import { useModeration } from "../composer/use-moderation";
import { writeInto } from "../composer/write-into";
import { useChatWords } from "../inbox/use-chat-words";
import { cx } from "../ui/class-names";
import { useExampleValues } from "./use-example-values";

/** As in lib/wire/broadcasts.ts: more is no message anywhere. */
const MOST_TEMPLATE_CHARS = 20_000;

/** Where a sentence needs some word in their place; the others leave no gap when they are not known. */
const named = ["buyer_name", "product", "category"] as const;

function isNamed(name: string): name is (typeof named)[number] {
  return named.some((one) => one === name);
}

interface TemplateFieldProps {
  label: string;
  template: string;
  isMissing: boolean;
  marketplace: string;
  maxChars: number;
  onTemplate: (template: string) => void;
}

/** A text with places for facts: chips write them where the caret stands, and what is wrong is said below. */
export function TemplateField(props: TemplateFieldProps) {
  const { label, template, isMissing, maxChars, onTemplate } = props;
  const t = useTranslations("broadcastForm");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { unknown } = checkTemplate(template);
  const chars = messageLength(fillBroadcast(template, useExampleValues()).text);
  const isWrong = isMissing || unknown.length > 0;
  function insert(name: (typeof broadcastVariables)[number]) {
    const box = field.current;
    if (box === null) return;
    const words = isNamed(name) ? t(`text.fallbacks.${name}`) : null;
    const text = words === null ? `{${name}}` : `{${name}|${words}}`;
    // The words for a buyer of whom it is not known are selected: to be written over, or left as they are.
    const select = words === null ? null : { start: name.length + 2, end: text.length - 1 };
    writeInto(box, { start: box.selectionStart, end: box.selectionEnd, text, select });
  }
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        ref={field}
        aria-label={label}
        value={template}
        dir="auto"
        rows={5}
        maxLength={MOST_TEMPLATE_CHARS}
        placeholder={t("text.placeholder")}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-notes`}
        onChange={(event) => onTemplate(event.target.value)}
        className={cx(
          "field-sizing-content block max-h-80 min-h-32 w-full resize-none rounded-bubble border bg-panel px-3 py-2.5 placeholder:text-muted max-two:text-base",
          isWrong ? "border-bad" : "border-control",
        )}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and its own look */}
      <div role="group" aria-label={t("text.insert")} className="flex flex-wrap gap-1">
        {broadcastVariables.map((name) => (
          <button
            key={name}
            type="button"
            title={`{${name}}`}
            onClick={() => insert(name)}
            className="min-h-7 rounded-full border border-line px-2 text-[12px] text-muted transition-colors duration-120 hover:bg-hover hover:text-ink pointer-coarse:min-h-11 pointer-coarse:px-3"
          >
            {t(`text.variables.${name}`)}
          </button>
        ))}
      </div>
      <div id={`${id}-notes`} className="flex flex-col gap-1 text-[12px]">
        <p className={cx("tabular-nums", chars > maxChars ? "text-bad-ink" : "text-muted")}>
          {t(chars > maxChars ? "text.tooLong" : "text.length", { chars, most: maxChars })}
        </p>
        {isMissing && (
          <p role="alert" data-wrong="" className="text-bad-ink">
            {t("text.missing")}
          </p>
        )}
        {unknown.length > 0 && (
          <p role="alert" data-wrong="" className="text-bad-ink">
            {t("text.unknown", {
              count: unknown.length,
              names: unknown.map((name) => `{${name}}`).join(", "),
            })}
          </p>
        )}
        <RefusedPieces template={template} marketplace={props.marketplace} />
      </div>
    </div>
  );
}

/** What the marketplace would refuse, piece by piece. */
function RefusedPieces({ template, marketplace }: { template: string; marketplace: string }) {
  const t = useTranslations("moderation");
  const { marketplaceOf } = useChatWords();
  const locale = useLocale();
  const { findings, text } = useModeration(template, marketplace);
  if (findings.length === 0) return null;
  const pieces = findings.map(({ kind, start, end }) => `${t(kind)} «${text.slice(start, end)}»`);
  return (
    <p role="status" className="wrap-anywhere rounded-control bg-bad-soft px-2.5 py-1 text-bad-ink">
      {t("willRefuse", {
        marketplace: marketplaceOf(marketplace),
        kinds: new Intl.ListFormat(locale, { type: "conjunction" }).format(pieces),
      })}
    </p>
  );
}
