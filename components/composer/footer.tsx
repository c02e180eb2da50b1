"use client";

import { CheckCheck, MessageSquareReply, NotebookPen, Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { keyHint } from "../shell/key-map";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { Kbd } from "../ui/kbd";

/** From this share of the limit on the counter is worth looking at. */
const COUNTER_WARN_SHARE = 0.9;

interface ModeSwitchProps {
  mode: "reply" | "note";
  onMode: (mode: "reply" | "note") => void;
}

/** Reply to the buyer or a note for colleagues. */
export function ModeSwitch({ mode, onMode }: ModeSwitchProps) {
  const t = useTranslations("notes");
  const isNote = mode === "note";
  const Icon = isNote ? MessageSquareReply : NotebookPen;
  const name = t(isNote ? "toReply" : "toNote");
  return (
    <button
      type="button"
      aria-label={name}
      title={`${name} (${keyHint(isNote ? "reply" : "note")})`}
      onClick={() => onMode(isNote ? "reply" : "note")}
      className="inline-flex min-h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-control px-2 text-muted transition-colors duration-120 hover:bg-hover hover:text-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <Icon size={16} aria-hidden="true" />
      <span className="hidden @min-[560px]:inline">{t(isNote ? "reply" : "note")}</span>
    </button>
  );
}

/** The button that opens a choice of files; it stays closed where the marketplace takes none. */
export function AttachButton({ accept, onFiles }: { accept: string; onFiles: (files: File[]) => void }) {
  const t = useTranslations("files");
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("attach")} onClick={() => picker.current?.click()}>
        <Paperclip size={16} aria-hidden="true" />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        accept={accept}
        tabIndex={-1}
        aria-label={t("attach")}
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // the same file can be chosen again
        }}
      />
    </>
  );
}

export function CannedButton({ onPress }: { onPress: () => void }) {
  const t = useTranslations("canned");
  return (
    <button
      type="button"
      aria-label={t("insert")}
      title={t("insertHint")}
      onClick={onPress}
      className="inline-flex min-h-8 min-w-8 shrink-0 items-center justify-center gap-1 rounded-control px-2 text-muted transition-colors duration-120 hover:bg-hover hover:text-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <span aria-hidden="true" className="font-medium text-[15px]">
        /
      </span>
      <span className="hidden @min-[420px]:inline">{t("short")}</span>
    </button>
  );
}

/** How much of the marketplace's limit is used. */
export function Counter({ used, limit }: { used: number; limit: number }) {
  const t = useTranslations("composer");
  const share = used / limit;
  return (
    <span
      title={t("counterLabel", { used, limit })}
      className={cx(
        "text-[12px] tabular-nums",
        share < COUNTER_WARN_SHARE && "hidden @min-[420px]:inline",
        share > 1
          ? "font-semibold text-bad-ink"
          : share >= COUNTER_WARN_SHARE
            ? "text-warn-ink"
            : "text-muted",
      )}
    >
      {t("counter", { used: String(used), limit: String(limit) })}
    </span>
  );
}

interface SendButtonsProps {
  isReady: boolean;
  onSendAndClose: () => void;
}

/** Send, or send and be done with the chat. The first one is the form's own. */
export function SendButtons({ isReady, onSendAndClose }: SendButtonsProps) {
  const t = useTranslations("composer");
  const closeName = t("sendAndClose");
  return (
    <span className="flex shrink-0 gap-px">
      <Button type="submit" look="primary" disabled={!isReady} className="rounded-r-none">
        {t("send")}
        <Kbd>{keyHint("send")}</Kbd>
      </Button>
      <Button
        look="primary"
        disabled={!isReady}
        aria-label={closeName}
        title={`${closeName} (${keyHint("sendAndClose")})`}
        onClick={onSendAndClose}
        className="rounded-l-none px-2 pointer-coarse:min-w-11"
      >
        <CheckCheck size={16} aria-hidden="true" />
      </Button>
    </span>
  );
}

/** The row under the field: tools at its start, sending at its end. */
export function Footer({ tools, children }: { tools: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-1.5 flex items-center gap-1">
      <span className="-ml-1.5 flex shrink-0 items-center">{tools}</span>
      <span className="ml-auto flex min-w-0 items-center justify-end gap-3">{children}</span>
    </div>
  );
}
