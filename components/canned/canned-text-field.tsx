"use client";

import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { fillTemplate, type TemplateVariable, templateVariables } from "@/lib/text/template";
import { useModeration } from "../composer/use-moderation";
import { writeInto } from "../composer/write-into";
import { fillReply } from "./fill";

const MOST_TEXT_CHARS = 4000; // as in lib/wire/desk.ts
/** What marketplaces take in one message today; a longer reply may be kept, but has to be cut before sending. */
const ACCEPTED_CHARS = 1000;
/** Marketplaces that moderate do it the same way; the strictest one is asked. */
const STRICTEST = "ozon";

/** The words, the places one can put into them, and previews: with everyday facts and with nothing known of the order. */
export function CannedTextField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const t = useTranslations("canned");
  const moderation = useTranslations("moderation");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const examples = Object.fromEntries(templateVariables.map((name) => [name, t(`previewOf.${name}`)]));
  const { text: preview, unknown } = fillTemplate(text, examples);
  const { findings } = useModeration(preview, STRICTEST);
  const { text: barePreview } = fillReply(
    text,
    { seller_name: examples.seller_name, operator_name: examples.operator_name },
    (name) => `[${t(`variables.${name}`)}]`,
  );
  const isLong = preview.trim().length > ACCEPTED_CHARS;
  const kinds = [...new Set(findings.map(({ kind }) => moderation(kind)))];
  function insert(name: TemplateVariable) {
    const box = field.current;
    if (box === null) return;
    writeInto(box, { start: box.selectionStart, end: box.selectionEnd, text: `{{${name}}}` });
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {t("text")}
      </label>
      <textarea
        ref={field}
        id={id}
        value={text}
        dir="auto"
        rows={4}
        maxLength={MOST_TEXT_CHARS}
        aria-describedby={`${id}-notes`}
        onChange={(event) => onText(event.target.value)}
        className="block field-sizing-content max-h-60 min-h-24 w-full resize-none rounded-control border border-control bg-panel px-2.5 py-1.5 max-two:text-base"
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and its own look */}
      <div role="group" aria-label={t("insertVariable")} className="flex flex-wrap gap-1">
        {templateVariables.map((name) => (
          <button
            key={name}
            type="button"
            onClick={() => insert(name)}
            className="min-h-7 rounded-full border border-line px-2 text-[12px] text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11 pointer-coarse:px-3"
          >
            {t(`variables.${name}`)}
          </button>
        ))}
      </div>
      <div id={`${id}-notes`} className="flex flex-col gap-1 text-[12px]">
        <p className={isLong ? "text-warn-ink" : "text-muted"}>
          {t(isLong ? "tooLong" : "length", { count: preview.trim().length, most: ACCEPTED_CHARS })}
        </p>
        {unknown.length > 0 && (
          <p className="text-warn-ink">
            {t("unknownVariable", { names: unknown.map((name) => `{{${name}}}`).join(", ") })}
          </p>
        )}
        {kinds.length > 0 && <p className="text-bad-ink">{t("refused", { kinds: kinds.join(", ") })}</p>}
      </div>
      {preview.trim() !== "" && <Preview label={t("preview")} text={preview} />}
      {barePreview.trim() !== "" && barePreview !== preview && (
        <Preview label={t("previewBare")} text={barePreview} />
      )}
    </div>
  );
}

function Preview({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="mb-1 text-[12px] text-muted">{label}</p>
      <p className="foreign-text max-h-40 overflow-y-auto rounded-bubble bg-ours px-3 py-2" dir="auto">
        {text}
      </p>
    </div>
  );
}
