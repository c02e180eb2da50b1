"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Message } from "@/lib/wire/messages";
import { useColleague } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { BroadcastMark } from "./broadcast-mark";
import { DeliverySign } from "./delivery-state";

/** Under a minute an answer is at once, and a wait not worth a word. */
const WORTH_TELLING_MS = 60_000;

interface MetaLineProps {
  message: Message;
  answeredAfterMs: number | null;
  waitsSince: string | null;
}

/** Who and when; for ours how fast and how far it got, for the buyer's how long they wait. */
export function MetaLine({ message, answeredAfterMs, waitsSince }: MetaLineProps) {
  const t = useTranslations("conversation");
  const words = useTimeWords();
  const author = useAuthorName(message);
  const ours = message.direction === "outbound";
  // What the buyer has not got, or may still be taken back, answered nobody.
  const isAnswer = message.status !== "failed" && message.held_until === null;
  return (
    <p className="mx-1 mt-0.5 flex max-w-full items-center gap-1.5 text-[11.5px] text-muted tabular-nums">
      <BroadcastMark message={message} />
      {author !== null && (
        <>
          <bdi className="truncate">{author}</bdi>
          <Dot />
        </>
      )}
      <time dateTime={message.created_at}>{words.clock(new Date(message.created_at))}</time>
      {isAnswer && answeredAfterMs !== null && answeredAfterMs >= WORTH_TELLING_MS && (
        <>
          <Dot />
          <span className="shrink-0">{t("answeredAfter", { time: words.span(answeredAfterMs) })}</span>
        </>
      )}
      {waitsSince !== null && <WaitsFor since={waitsSince} />}
      {ours && <DeliverySign status={message.status} heldUntil={message.held_until} />}
      {ours && message.read_at !== null && <span>{t("read")}</span>}
    </p>
  );
}

function Dot(): ReactNode {
  return <span aria-hidden="true">·</span>;
}

function WaitsFor({ since }: { since: string }) {
  const t = useTranslations("conversation");
  const words = useTimeWords();
  const waitedMs = useNow() - Date.parse(since);
  if (waitedMs < WORTH_TELLING_MS) return null;
  return (
    <>
      <Dot />
      <span className="shrink-0">{t("waits", { time: words.span(waitedMs) })}</span>
    </>
  );
}

/** Null: the side of the bubble says it all. */
function useAuthorName(message: Message): string | null {
  const t = useTranslations("conversation");
  const me = useCurrentUser();
  const { type, id, name } = message.author;
  const colleague = useColleague(type === "operator" ? id : null);
  if (message.broadcast_id !== null) return null; // its mark says so
  if (message.is_automatic) return name === null ? t("fromRule") : t("fromNamedRule", { rule: name });
  switch (type) {
    case "buyer":
      return null;
    case "operator":
      if (id === null || id === me.id) return t("fromYou");
      return name ?? colleague?.name ?? t("fromColleague");
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
