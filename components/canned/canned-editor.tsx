"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { fillTemplate, type TemplateVariable, templateVariables } from "@/lib/text/template";
import type { CannedReply } from "@/lib/wire/desk";
import { ApiError } from "../api-client";
import { useModeration } from "../composer/use-moderation";
import { writeInto } from "../composer/write-into";
import { useSellers } from "../sellers/queries";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { useSaveCannedReply } from "./queries";

const MOST_SHORTCUT_CHARS = 40; // these three as in lib/wire/desk.ts
const MOST_TITLE_CHARS = 100;
const MOST_TEXT_CHARS = 4000;
const SHORTCUT = /^[\p{L}\p{N}_-]*$/u;
/** Marketplaces that moderate do it the same way; the strictest one is asked. */
const STRICTEST = "ozon";

interface CannedEditorProps {
  /** Null: a new one. */
  reply: CannedReply | null;
  onClose: () => void;
}

/** One canned reply: its shortcut, its words with places for facts, and how a buyer will see it. */
export function CannedEditor({ reply, onClose }: CannedEditorProps) {
  const t = useTranslations("canned");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data: sellers = [] } = useSellers();
  const save = useSaveCannedReply();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [title, setTitle] = useState(reply?.title ?? "");
  const [text, setText] = useState(reply?.text ?? "");
  const [sellerId, setSellerId] = useState(reply?.seller_id ?? "");
  const isShortcutWrong = !SHORTCUT.test(shortcut.trim());
  const isTaken = save.error instanceof ApiError && save.error.code === "shortcut_taken";
  const canSave =
    shortcut.trim() !== "" &&
    title.trim() !== "" &&
    text.trim() !== "" &&
    !isShortcutWrong &&
    !save.isPending;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!canSave) return;
    const fields = {
      shortcut: shortcut.trim(),
      title: title.trim(),
      text: text.trim(),
      seller_id: sellerId === "" ? null : sellerId,
    };
    save.mutate({ id: reply?.id ?? null, fields }, { onSuccess: onClose });
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(reply === null ? "newTitle" : "editTitle")}
      closeLabel={common("close")}
    >
      <form onSubmit={submit} className="flex flex-col gap-3.5">
        <TextField
          label={t("shortcut")}
          hint={t("shortcutHint")}
          error={isShortcutWrong ? t("shortcutWrong") : isTaken ? errorText(save.error) : null}
          value={shortcut}
          maxLength={MOST_SHORTCUT_CHARS}
          autoComplete="off"
          onChange={(event) => {
            setShortcut(event.target.value.replace(/^\s*\/+/, ""));
            if (isTaken) save.reset();
          }}
        />
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          value={title}
          maxLength={MOST_TITLE_CHARS}
          autoComplete="off"
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextWithVariables text={text} onText={setText} />
        <SelectField
          label={t("seller")}
          value={sellerId}
          onChange={(event) => setSellerId(event.target.value)}
          options={[
            { value: "", label: t("forAll") },
            ...sellers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {save.isError && !isTaken && (
          <p role="alert" className="text-bad-ink">
            {errorText(save.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={!canSave}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The words, the places one can put into them, and a preview with everyday facts. */
function TextWithVariables({ text, onText }: { text: string; onText: (text: string) => void }) {
  const t = useTranslations("canned");
  const moderation = useTranslations("moderation");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const examples = Object.fromEntries(templateVariables.map((name) => [name, t(`previewOf.${name}`)]));
  const { text: preview, unknown } = fillTemplate(text, examples);
  const { findings } = useModeration(preview, STRICTEST);
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
        {unknown.length > 0 && (
          <p className="text-warn-ink">
            {t("unknownVariable", { names: unknown.map((name) => `{{${name}}}`).join(", ") })}
          </p>
        )}
        {kinds.length > 0 && <p className="text-bad-ink">{t("refused", { kinds: kinds.join(", ") })}</p>}
      </div>
      {preview.trim() !== "" && (
        <div>
          <p className="mb-1 text-[12px] text-muted">{t("preview")}</p>
          <p className="foreign-text max-h-40 overflow-y-auto rounded-bubble bg-ours px-3 py-2" dir="auto">
            {preview}
          </p>
        </div>
      )}
    </div>
  );
}
