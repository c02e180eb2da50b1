"use client";

import { Download, File, FileText, Film, Image } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { Message } from "@/lib/wire/messages";
import { cx } from "../ui/class-names";
import { formatSize } from "./file-size";
import { useScene } from "./scene";

type Attachment = Message["attachments"][number];

const looks = {
  image: { Icon: Image, text: "image" },
  document: { Icon: FileText, text: "document" },
  video: { Icon: Film, text: "video" },
  other: { Icon: File, text: "other" },
} as const;

/** The address of a file at our own server (or of one just picked here); anything else is not loaded. */
export function ownAddress(attachment: Attachment): string | null {
  const { url } = attachment;
  return url !== null && (url.startsWith("/api/attachments/") || url.startsWith("blob:")) ? url : null;
}

/** Files of a message: pictures in place, videos to play, the rest as chips. Everything comes from our own server. */
export function Attachments({ message }: { message: Message }) {
  if (message.attachments.length === 0) return null;
  return (
    <ul className={cx("flex flex-wrap gap-1.5", message.text !== "" && "mt-2")}>
      {message.attachments.map((attachment) => (
        <li key={attachment.id} className="max-w-full">
          <AttachmentView attachment={attachment} />
        </li>
      ))}
    </ul>
  );
}

function AttachmentView({ attachment }: { attachment: Attachment }) {
  const url = ownAddress(attachment);
  if (url !== null && attachment.type === "image") return <Picture attachment={attachment} url={url} />;
  if (url !== null && attachment.type === "video") return <Video attachment={attachment} url={url} />;
  return <FileChip attachment={attachment} url={url} />;
}

function useName(attachment: Attachment): string {
  const t = useTranslations("attachments");
  return attachment.file_name ?? t(looks[attachment.type].text);
}

/** Its place is reserved before a byte arrives, so that nothing moves when it does. */
function Picture({ attachment, url }: { attachment: Attachment; url: string }) {
  const t = useTranslations("attachments");
  const name = useName(attachment);
  const { openImage } = useScene();
  const [round, setRound] = useState(0); // a new round asks for the picture again
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  const box = "h-45 w-60 max-w-full overflow-hidden rounded-control border border-line bg-panel";
  if (state === "failed") {
    return (
      <Trouble
        name={name}
        url={url}
        className={box}
        onRetry={() => {
          setRound(round + 1);
          setState("loading");
        }}
      />
    );
  }
  return (
    <button
      type="button"
      data-image={attachment.id}
      aria-label={t("open", { name })}
      onClick={() => openImage(attachment.id)}
      className={cx(box, "block cursor-zoom-in", state === "loading" && "skeleton rounded-control")}
    >
      {/* biome-ignore lint/performance/noImgElement: bytes come with the session's cookie through our own route */}
      <img
        key={round}
        src={withRound(url, round)}
        alt={name}
        width={240}
        height={180}
        loading="lazy"
        decoding="async"
        onLoad={() => setState("shown")}
        onError={() => setState("failed")}
        className={cx("size-full object-contain", state === "loading" && "opacity-0")}
      />
    </button>
  );
}

/** The browser remembers that an address failed: another try needs another address. */
export function withRound(url: string, round: number): string {
  return round === 0 || url.startsWith("blob:") ? url : `${url}?try=${round}`;
}

function Trouble({
  name,
  url,
  className,
  onRetry,
}: {
  name: string;
  url: string;
  className: string;
  onRetry: () => void;
}) {
  const t = useTranslations("attachments");
  const common = useTranslations("common");
  return (
    <div
      className={cx(
        className,
        "flex flex-col items-center justify-center gap-2 p-3 text-center text-[12.5px]",
      )}
    >
      <p className="wrap-anywhere line-clamp-2 text-muted">{t("failed", { name })}</p>
      <span className="flex flex-wrap justify-center gap-x-3">
        <button
          type="button"
          onClick={onRetry}
          className="min-h-6 text-accent-ink underline underline-offset-2"
        >
          {common("retry")}
        </button>
        <a
          href={url}
          download
          className="min-h-6 content-center text-accent-ink underline underline-offset-2"
        >
          {t("download")}
        </a>
      </span>
    </div>
  );
}

function Video({ attachment, url }: { attachment: Attachment; url: string }) {
  const name = useName(attachment);
  const [hasFailed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const box = "aspect-video w-80 max-w-full rounded-control border border-line bg-theirs";
  if (hasFailed) {
    return (
      <Trouble
        name={name}
        url={url}
        className={box}
        onRetry={() => {
          setRound(round + 1);
          setFailed(false);
        }}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: a buyer's film has no captions
    <video
      key={round}
      src={withRound(url, round)}
      aria-label={name}
      controls
      preload="none"
      playsInline
      onError={() => setFailed(true)}
      className={box}
    />
  );
}

function FileChip({ attachment, url }: { attachment: Attachment; url: string | null }) {
  const t = useTranslations("attachments");
  const locale = useLocale();
  const name = useName(attachment);
  const { Icon } = looks[attachment.type];
  const inside = (
    <>
      <Icon size={14} aria-hidden="true" className="shrink-0 text-muted" />
      <bdi className="truncate">{name}</bdi>
      {attachment.size_bytes !== null && (
        <span className="shrink-0 text-muted tabular-nums">{formatSize(attachment.size_bytes, locale)}</span>
      )}
    </>
  );
  const look =
    "flex min-h-8 max-w-72 items-center gap-1.5 rounded-control border border-line bg-panel px-2 py-1 text-[12.5px]";
  if (url === null) {
    return (
      <span className={look} title={t("notHere")}>
        {inside}
      </span>
    );
  }
  // A PDF is shown by the browser itself; of anything else our server makes a download.
  const isShown = attachment.type === "document" && /\.pdf$/i.test(attachment.file_name ?? "");
  return (
    <a
      href={url}
      title={t(isShown ? "openFile" : "downloadFile", { name })}
      className={cx(look, "hover:bg-hover")}
      {...(isShown ? { target: "_blank", rel: "noreferrer" } : { download: attachment.file_name ?? true })}
    >
      {inside}
      {!isShown && <Download size={13} aria-hidden="true" className="shrink-0 text-muted" />}
    </a>
  );
}
