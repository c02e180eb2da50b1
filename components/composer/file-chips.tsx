"use client";

import { FileText, RotateCcw, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { ApiError } from "../api-client";
import { formatSize } from "../conversation/file-size";
import { useErrorText } from "../shell/use-error-text";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import type { FileLimits } from "./file-kind";
import type { ComposerFile, RefusedFile } from "./use-files";

interface FileChipsProps {
  files: readonly ComposerFile[];
  refusals: readonly RefusedFile[];
  limits: FileLimits | null;
  onRemove: (id: string) => void;
  onRetry: (id: string) => void;
  onDismiss: (id: string) => void;
}

/** What will be sent with the reply, how far it is, and what was not taken. */
export function FileChips({ files, refusals, limits, onRemove, onRetry, onDismiss }: FileChipsProps) {
  const t = useTranslations("files");
  if (files.length === 0 && refusals.length === 0) return null;
  return (
    <div className="mb-2 flex flex-col gap-1.5">
      {refusals.map((refusal) => (
        <Refusal key={refusal.id} refusal={refusal} limits={limits} onDismiss={onDismiss} />
      ))}
      {files.length > 0 && (
        <ul aria-label={t("list")} className="flex flex-wrap gap-1.5">
          {files.map((entry) => (
            <FileChip key={entry.id} entry={entry} onRemove={onRemove} onRetry={onRetry} />
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
      <span className="wrap-anywhere min-w-0 flex-1">{t(refusal.reason, { name: refusal.name, limit })}</span>
      <IconButton label={t("dismiss")} className="size-6" onClick={() => onDismiss(refusal.id)}>
        <X size={13} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

interface FileChipProps {
  entry: ComposerFile;
  onRemove: (id: string) => void;
  onRetry: (id: string) => void;
}

function FileChip({ entry, onRemove, onRetry }: FileChipProps) {
  const t = useTranslations("files");
  const locale = useLocale();
  const errorText = useErrorText();
  const { file, preview, state, failure } = entry;
  const per = Math.round(entry.progress * 100);
  return (
    <li
      className={cx(
        "relative flex h-12 min-w-44 max-w-64 items-center gap-2 overflow-hidden rounded-control border bg-theirs pr-0.5 pl-1",
        state === "failed" ? "border-bad" : "border-line",
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
          className={cx("block truncate text-[12px]", state === "failed" ? "text-bad-ink" : "text-muted")}
        >
          {failure !== null
            ? errorText(new ApiError(failure))
            : state === "sending"
              ? t("percent", { per })
              : formatSize(file.size, locale)}
        </span>
      </span>
      {state === "failed" && (
        <IconButton
          label={t("retry", { name: file.name })}
          className="size-7"
          onClick={() => onRetry(entry.id)}
        >
          <RotateCcw size={14} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        label={t("remove", { name: file.name })}
        className="size-7"
        onClick={() => onRemove(entry.id)}
      >
        <X size={14} aria-hidden="true" />
      </IconButton>
      {state === "sending" && (
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
