"use client";

import { FileText, RotateCcw, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ApiError } from "../api-client";
import { formatSize } from "../conversation/file-size";
import { useErrorText } from "../shell/use-error-text";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { type ChosenFile, chosenFiles } from "./chosen-files";
import { type FileLimits, type FileRefusal, nameTypes } from "./file-checks";

export interface RefusedFile {
  readonly id: string;
  readonly name: string;
  readonly reason: FileRefusal;
}

interface FileChipsProps {
  files: readonly ChosenFile[];
  refusals: readonly RefusedFile[];
  limits: FileLimits | null;
  onDismiss: (id: string) => void;
}

/** What will be sent with the reply, how far it is, and what was not taken. */
export function FileChips({ files, refusals, limits, onDismiss }: FileChipsProps) {
  const t = useTranslations("files");
  if (files.length === 0 && refusals.length === 0) return null;
  return (
    <div className="mt-1.5 mb-2 flex flex-col gap-1.5">
      {refusals.map((refusal) => (
        <Refusal key={refusal.id} refusal={refusal} limits={limits} onDismiss={onDismiss} />
      ))}
      {files.length > 0 && (
        <ul aria-label={t("list")} className="flex flex-wrap gap-1.5">
          {files.map((entry) => (
            <FileChip key={entry.id} chosen={entry} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Refusal({
  refusal,
  limits,
  onDismiss,
}: {
  refusal: RefusedFile;
  limits: FileLimits | null;
  onDismiss: (id: string) => void;
}) {
  const t = useTranslations("files");
  const locale = useLocale();
  const limit = formatSize(limits?.max_bytes ?? 0, locale);
  return (
    <div
      role="alert"
      className="flex items-center gap-2 rounded-control bg-bad-soft py-0.5 pr-0.5 pl-2.5 text-[12.5px] text-bad-ink"
    >
      <span className="wrap-anywhere min-w-0 flex-1">
        {t(refusal.reason, { name: refusal.name, limit, types: limits === null ? "" : nameTypes(limits) })}
      </span>
      <IconButton label={t("dismiss")} className="size-6" onClick={() => onDismiss(refusal.id)}>
        <X size={13} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Pictures are shown from this browser's memory, which is given back when the chip goes. */
function usePreview({ file, isImage }: ChosenFile): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!isImage) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file, isImage]);
  return address;
}

function FileChip({ chosen }: { chosen: ChosenFile }) {
  const t = useTranslations("files");
  const locale = useLocale();
  const errorText = useErrorText();
  const preview = usePreview(chosen);
  const { file, state } = chosen;
  const per = state.kind === "sending" ? Math.round(state.share * 100) : 0;
  const failure = state.kind === "failed" ? errorText(new ApiError(state.code)) : null;
  return (
    <li
      className={cx(
        "relative flex min-h-12 min-w-44 items-center gap-2 overflow-hidden rounded-control border bg-theirs pr-0.5 pl-1",
        failure !== null ? "max-w-full border-bad" : "max-w-64 border-line",
      )}
    >
      {preview === null ? (
        <span className="grid size-10 shrink-0 place-items-center text-muted">
          <FileText size={18} aria-hidden="true" />
        </span>
      ) : (
        // biome-ignore lint/performance/noImgElement: a picture in this tab's memory, nothing to optimise
        <img src={preview} alt="" className="size-10 shrink-0 rounded-[5px] object-cover" />
      )}
      <span className="min-w-0 flex-1 leading-4">
        <bdi className="block truncate">{file.name}</bdi>
        <span
          title={failure ?? undefined}
          className={cx(
            "block text-[12px] tabular-nums",
            failure !== null ? "line-clamp-2 text-bad-ink" : "truncate text-muted",
          )}
        >
          {failure ?? (state.kind === "sending" ? t("percent", { per }) : formatSize(file.size, locale))}
        </span>
      </span>
      {failure !== null && (
        <IconButton
          label={t("retry", { name: file.name })}
          className="size-7"
          onClick={() => void chosenFiles.retry(chosen.id)}
        >
          <RotateCcw size={14} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        label={t("remove", { name: file.name })}
        className="size-7"
        onClick={() => chosenFiles.remove(chosen.id)}
      >
        <X size={14} aria-hidden="true" />
      </IconButton>
      {state.kind === "sending" && (
        <span
          role="progressbar"
          aria-label={t("progress", { name: file.name })}
          aria-valuenow={per}
          aria-valuemin={0}
          aria-valuemax={100}
          className="absolute inset-x-0 bottom-0 h-0.75 bg-line"
        >
          <span
            className="block h-full bg-accent transition-[width] duration-150"
            style={{ width: `${per}%` }}
          />
        </span>
      )}
    </li>
  );
}
