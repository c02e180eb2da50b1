"use client";

import { CornerDownRight, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { BroadcastRecipient } from "@/lib/wire/broadcast-results";
import { useCodeText } from "../shell/use-error-text";
import { chatPath } from "../shell/use-go-to-chat";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { useResultWords } from "./use-result-words";

/** Turns come by themselves within seconds; only a longer wait has a reason. */
const WORTH_TELLING_MS = 120_000;

interface RowProps {
  recipient: BroadcastRecipient;
  /** Whether it needs saying which text they got. */
  hasVariants: boolean;
}

/** One recipient and what became of it; the whole row opens the chat. */
export const RecipientRow = memo(function RecipientRow({ recipient, hasVariants }: RowProps) {
  const t = useTranslations("broadcastResult");
  return (
    <li
      data-recipient={recipient.status}
      className="border-line border-b [contain-intrinsic-size:auto_44px] [content-visibility:auto]"
    >
      <Link
        href={chatPath(recipient.chat_id)}
        prefetch={false}
        className="focus-inset grid min-h-11 grid-cols-1 content-center items-baseline gap-x-4 gap-y-0.5 px-2 py-2 hover:bg-hover two:grid-cols-[minmax(180px,2fr)_3fr]"
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <bdi className="min-w-0 truncate font-medium">{recipient.buyer_name ?? t("buyer")}</bdi>
          {recipient.order_number !== null && (
            <bdi className="shrink-0 text-[12px] text-muted tabular-nums">{recipient.order_number}</bdi>
          )}
          {hasVariants && (
            <span
              className="shrink-0 text-[12px] text-muted"
              title={t("variant", { key: recipient.variant })}
            >
              {recipient.variant}
            </span>
          )}
        </span>
        <span className="min-w-0">
          <State recipient={recipient} />
          <TheirWords recipient={recipient} />
          <Reply recipient={recipient} />
          <Purchase recipient={recipient} />
        </span>
      </Link>
    </li>
  );
});

function State({ recipient }: { recipient: BroadcastRecipient }) {
  const t = useTranslations("broadcastResult");
  const words = useResultWords();
  const now = useNow();
  const times = useTimeWords();
  const { status, reason, sent_at, due_at } = recipient;
  const moment = (instant: string | null) => (instant === null ? "" : times.moment(new Date(instant), now));
  const isAhead = due_at !== null && Date.parse(due_at) - now > WORTH_TELLING_MS;
  const parts = [
    t(`state.${status}`, { time: moment(sent_at) }),
    reason !== null && words.reason(reason.code, reason.message),
    status === "pending" && isAhead && t("notBefore", { time: moment(due_at) }),
  ].filter(Boolean);
  return (
    <span
      className={cx(
        "block tabular-nums",
        status === "failed" ? "text-bad-ink" : status === "unconfirmed" ? "text-warn-ink" : "text-muted",
      )}
    >
      {parts.join(" · ")}
    </span>
  );
}

/** What the marketplace itself said stands behind our sentence. */
function TheirWords({ recipient: { reason } }: { recipient: BroadcastRecipient }) {
  const codeText = useCodeText();
  if (reason === null) return null;
  const ours = codeText(reason.code, reason.message);
  const theirs = reason.message.startsWith(ours)
    ? reason.message
        .slice(ours.length)
        .trim()
        .replace(/^\((.*)\)$/s, "$1")
    : "";
  if (theirs === "") return null;
  return <bdi className="line-clamp-2 wrap-anywhere text-[12px] text-muted">{theirs}</bdi>;
}

function Reply({ recipient }: { recipient: BroadcastRecipient }) {
  const t = useTranslations("broadcastResult");
  const now = useNow();
  const times = useTimeWords();
  if (recipient.replied_at === null) return null;
  return (
    <span className="mt-0.5 flex items-baseline gap-1.5">
      <CornerDownRight size={13} aria-hidden="true" className="shrink-0 translate-y-0.5 text-muted" />
      <span className="line-clamp-2 min-w-0 wrap-anywhere">
        {recipient.reply_text !== null && recipient.reply_text !== "" && <bdi>{recipient.reply_text} </bdi>}
        <span className="text-[12px] text-muted tabular-nums">
          {t("replied", { time: times.moment(new Date(recipient.replied_at), now) })}
        </span>
      </span>
    </span>
  );
}

function Purchase({ recipient }: { recipient: BroadcastRecipient }) {
  const t = useTranslations("broadcastResult");
  const now = useNow();
  const times = useTimeWords();
  if (recipient.bought_at === null) return null;
  const time = times.moment(new Date(recipient.bought_at), now);
  return (
    <span className="mt-0.5 flex items-baseline gap-1.5">
      <ShoppingBag size={13} aria-hidden="true" className="shrink-0 translate-y-0.5 text-muted" />
      <span className="tabular-nums">
        {recipient.bought_order === null
          ? t("bought", { time })
          : t("boughtOrder", { order: recipient.bought_order, time })}
      </span>
    </span>
  );
}
