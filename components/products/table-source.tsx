"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useRef, useState } from "react";
import { decodeTable } from "../sellers/decode-table";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";

interface TableSourceProps {
  text: string;
  /** Set when the text came from a file: it is not shown then. */
  fileName: string | null;
  /** What the columns are. */
  hint: string;
  onTake: (text: string, fileName: string | null) => void;
}

/** Where a table comes from: a file, dropped or chosen, or a paste. */
export function TableSource({ text, fileName, hint, onTake }: TableSourceProps) {
  const t = useTranslations("productActs");
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  async function read(file: File | undefined) {
    if (file === undefined) return;
    onTake(decodeTable(new Uint8Array(await file.arrayBuffer())), file.name);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut, the button inside does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded-control border border-dashed px-4 py-6 text-center",
          isOver ? "border-accent bg-accent-soft" : "border-control",
        )}
      >
        <FileUp size={18} aria-hidden="true" className="text-muted" />
        <span role="status">{fileName === null ? t("dropHere") : t("fileChosen", { name: fileName })}</span>
        <Button onClick={() => input.current?.click()}>{t("chooseFile")}</Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-label={t("chooseFile")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = ""; // the same file may be chosen again after it was mended
          }}
        />
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {t("paste")}
        </label>
        <textarea
          id={id}
          rows={5}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          value={fileName === null ? text : ""}
          onChange={(event) => onTake(event.target.value, null)}
          className="block w-full rounded-control border border-control bg-panel px-2.5 py-1.5 font-mono text-[12.5px] max-two:text-base"
        />
        <p id={`${id}-hint`} className="text-[12px] text-muted">
          {hint}
        </p>
      </div>
    </>
  );
}
