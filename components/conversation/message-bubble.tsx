"use client";

import { memo } from "react";
import type { Message } from "@/lib/wire/messages";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";
import { Attachments } from "./attachments";
import { DeliveryTrouble } from "./delivery-state";
import { MessageText } from "./message-text";
import { MetaLine } from "./meta-line";

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
  /** How long the buyer had waited for it, ms. */
  answeredAfterMs: number | null;
  /** Since when the buyer waits for a word about it. */
  waitsSince: string | null;
  /** Found or linked to: shown for a moment. */
  isLit: boolean;
  /** Far from what is usually read: left undrawn until it comes near the sight. */
  isFar: boolean;
  actions: MessageActions;
}

/** Drawn only near the sight; until then its height is a guess that the first drawing corrects. */
export const FAR_ROW = "[contain-intrinsic-size:auto_64px] [content-visibility:auto]";
/** Fades where a jump led. */
const LIT = "motion-safe:animate-[lit_1600ms_ease-out] motion-reduce:outline-2 motion-reduce:outline-accent";

/** One message: the buyer's on the left, ours on the right, the system's in the middle. */
export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { message, endsGroup, actions } = props;
  if (message.author.type === "system") return <SystemLine {...props} />;
  const ours = message.direction === "outbound";
  const isLocal = message.id.startsWith("local:");
  return (
    <li
      data-anchor=""
      data-message={message.id}
      data-status={message.status}
      className={cx(
        "flex flex-col",
        ours ? "items-end" : "items-start",
        endsGroup ? "pb-2" : "pb-1",
        props.isFar && FAR_ROW,
      )}
    >
      <div
        className={cx(
          "max-w-[min(86%,560px)] rounded-bubble px-3 py-2 two:max-w-[min(72%,560px)]",
          ours ? "bg-ours" : "bg-theirs",
          message.status === "failed" && "ring-1 ring-bad/60",
          message.status === "unconfirmed" && "ring-1 ring-warn/70",
          props.isLit && LIT,
        )}
      >
        {message.text !== "" && <MessageText text={message.text} mayHaveMarkdown={!ours} />}
        <Attachments message={message} />
      </div>
      <DeliveryTrouble
        message={message}
        isRetrying={actions.isRetrying}
        onRetry={() => actions.retry(message)}
        onEdit={() => actions.edit(message)}
        onDiscard={isLocal ? () => actions.discard(message) : null}
      />
      {endsGroup && (
        <MetaLine message={message} answeredAfterMs={props.answeredAfterMs} waitsSince={props.waitsSince} />
      )}
    </li>
  );
});

function SystemLine({ message, isLit, isFar }: BubbleProps) {
  const words = useTimeWords();
  return (
    <li
      data-anchor=""
      data-message={message.id}
      className={cx(
        "mx-auto max-w-[86%] rounded-bubble px-2 py-2 text-center text-[12px] text-muted",
        isLit && LIT,
        isFar && FAR_ROW,
      )}
    >
      <MessageText text={message.text} mayHaveMarkdown />
      <Attachments message={message} />
      <time dateTime={message.created_at}>{words.clock(new Date(message.created_at))}</time>
    </li>
  );
}
