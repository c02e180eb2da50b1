"use client";

import { File, FileText, Film, Image } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { memo, useState } from "react";
import { foldText } from "@/lib/text/fold";
import type { Message } from "@/lib/wire/messages";
import { useCurrentUser } from "../shell/current-user";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { DeliverySign, DeliveryTrouble } from "./delivery-state";

export interface MessageActions {
  readonly isRetrying: boolean;
  retry(message: Message): void;
  edit(message: Message): void;
  discard(message: Message): void;
}

interface BubbleProps {
  message: Message;
  /** True: who and when stand below. */
  endsGroup: boolean;
  actions: MessageActions;
}

function isOurs(message: Message): boolean {
  return message.direction === "outbound";
}

/** One message: the buyer's on the left, ours on the right, the system's in the middle. */
export const MessageBubble = memo(function MessageBubble({ message, endsGroup, actions }: BubbleProps) {
  if (message.author.type === "system") return <SystemLine message={message} />;
  const ours = isOurs(message);
  const isLocal = message.id.startsWith("local:");
  return (
    <li
      data-message={message.id}
      data-status={message.status}
      className={cx("flex flex-col", ours ? "items-end" : "items-start", endsGroup ? "mb-2" : "mb-1")}
    >
      <div
        className={cx(
          "max-w-[min(86%,560px)] rounded-bubble px-3 py-2 two:max-w-[min(72%,560px)]",
          ours ? "bg-ours" : "bg-theirs",
          message.status === "failed" && "ring-1 ring-bad/60",
          message.status === "unconfirmed" && "ring-1 ring-warn/70",
        )}
      >
        {message.text !== "" && <MessageText text={message.text} />}
        <Attachments message={message} />
      </div>
      <DeliveryTrouble
        message={message}
        isRetrying={actions.isRetrying}
        onRetry={() => actions.retry(message)}
        onEdit={() => actions.edit(message)}
        onDiscard={isLocal ? () => actions.discard(message) : null}
      />
      {endsGroup && <MetaLine message={message} />}
    </li>
  );
});

function SystemLine({ message }: { message: Message }) {
  const words = useTimeWords();
  return (
    <li data-message={message.id} className="mx-auto my-2 max-w-[86%] text-center text-[12px] text-muted">
      <MessageText text={message.text} />
      <Attachments message={message} />
      <time dateTime={message.created_at}>{words.clock(new Date(message.created_at))}</time>
    </li>
  );
}

/** Text of others, strictly as text: line breaks kept, direction kept inside, a very long one folded. */
function MessageText({ text }: { text: string }) {
  const t = useTranslations("conversation");
  const [isWhole, setWhole] = useState(false);
  const folded = foldText(text);
  return (
    <>
      <p className="foreign-text" dir="auto">
        {folded === null || isWhole ? text : `${folded}…`}
      </p>
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

const attachmentLooks = {
  image: { Icon: Image, text: "attachmentImage" },
  document: { Icon: FileText, text: "attachmentDocument" },
  video: { Icon: Film, text: "attachmentVideo" },
  other: { Icon: File, text: "attachmentOther" },
} as const;

function Attachments({ message }: { message: Message }) {
  const t = useTranslations("conversation");
  const locale = useLocale();
  if (message.attachments.length === 0) return null;
  return (
    <ul className={cx("flex flex-wrap gap-1.5", message.text !== "" && "mt-2")}>
      {message.attachments.map((attachment) => {
        const { Icon, text } = attachmentLooks[attachment.type];
        const name = attachment.file_name ?? t(text);
        const chip = (
          <>
            <Icon size={14} aria-hidden="true" className="shrink-0" />
            <bdi className="truncate">{name}</bdi>
            {attachment.size_bytes !== null && (
              <span className="shrink-0 text-muted">{formatSize(attachment.size_bytes, locale)}</span>
            )}
          </>
        );
        const look =
          "flex max-w-64 items-center gap-1.5 rounded-control border border-line bg-panel px-2 py-1 text-[12.5px]";
        return (
          <li key={attachment.id}>
            {attachment.url === null ? (
              <span className={look} title={t("notOpenYet")}>
                {chip}
              </span>
            ) : (
              <a
                className={cx(look, "hover:bg-hover")}
                href={attachment.url}
                target="_blank"
                rel="noreferrer"
              >
                {chip}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function formatSize(bytes: number, locale: string): string {
  const isLarge = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    maximumFractionDigits: isLarge ? 1 : 0,
  });
  return format.format(isLarge ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
}

/** Who and when, and for ours how far it got. */
function MetaLine({ message }: { message: Message }) {
  const t = useTranslations("conversation");
  const words = useTimeWords();
  const author = useAuthorName(message);
  return (
    <p className="mx-1 mt-0.5 flex max-w-full items-center gap-1.5 text-[11.5px] text-muted tabular-nums">
      {author !== null && (
        <>
          <bdi className="truncate">{author}</bdi>
          <span aria-hidden="true">·</span>
        </>
      )}
      <time dateTime={message.created_at}>{words.clock(new Date(message.created_at))}</time>
      {isOurs(message) && <DeliverySign status={message.status} />}
      {isOurs(message) && message.read_at !== null && <span>{t("read")}</span>}
    </p>
  );
}

/** Null: the side of the bubble says it all. */
function useAuthorName(message: Message): string | null {
  const t = useTranslations("conversation");
  const me = useCurrentUser();
  const { type, id, name } = message.author;
  switch (type) {
    case "buyer":
      return null;
    case "operator":
      return id === null || id === me.id ? t("fromYou") : name;
    case "seller":
      return t("fromSeller");
    case "support":
      return name ?? t("fromSupport");
    case "system":
      return t("fromSystem");
    default:
      return type satisfies never;
  }
}
