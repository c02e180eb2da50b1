"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { SearchHit } from "@/lib/wire/search";
import { useChatWords } from "../inbox/use-chat-words";
import { useSeller } from "../sellers/queries";
import { chatPath } from "../shell/use-go-to-chat";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import type { HitGroup } from "./group-hits";

/** How long before its end comes into sight the next page is asked for. */
const LOAD_AHEAD = "400px";

interface SearchHitsProps {
  groups: readonly HitGroup[];
  hasMore: boolean;
  /** The next page did not come: asked for again only by hand. */
  hasFailed: boolean;
  onMore: () => void;
}

/** What was found, by chat; every hit is a link to its message. */
export function SearchHits({ groups, hasMore, hasFailed, onMore }: SearchHitsProps) {
  const t = useTranslations("search");
  const common = useTranslations("common");
  return (
    <>
      <ol aria-label={t("results")}>
        {groups.map((group) => (
          <Group key={group.chat.id} group={group} />
        ))}
      </ol>
      {hasMore && hasFailed && (
        <p className="flex items-center justify-center gap-3 py-4 text-muted">
          {t("failed")}
          <Button onClick={onMore}>{common("retry")}</Button>
        </p>
      )}
      {hasMore && !hasFailed && <MoreWhenSeen onSeen={onMore} text={t("more")} />}
      {!hasMore && <p className="py-6 text-center text-[12px] text-muted">{t("end")}</p>}
    </>
  );
}
function MoreWhenSeen({ onSeen, text }: { onSeen: () => void; text: string }) {
  const mark = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (element === null) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && onSeen(),
      {
        rootMargin: LOAD_AHEAD,
      },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [onSeen]);
  return (
    <p ref={mark} role="status" className="py-6 text-center text-[12px] text-muted">
      {text}
    </p>
  );
}

function Group({ group: { chat, hits } }: { group: HitGroup }) {
  const t = useTranslations("search");
  const { titleOf } = useChatWords();
  const seller = useSeller(chat.seller_id);
  const order = chat.posting_number ?? chat.order_number;
  const messages = hits.filter((hit) => hit.message_id !== null).length;
  return (
    <li className="border-line border-b py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-1">
        <h2 className="wrap-anywhere min-w-0 font-semibold">{titleOf(chat)}</h2>
        {seller && <span className="text-[12px] text-muted">{seller.name}</span>}
        {order !== null && <span className="text-[12px] text-muted tabular-nums">{order}</span>}
        {chat.status === "closed" && <Chip>{t("closed")}</Chip>}
        {messages > 1 && (
          <span className="ml-auto text-[12px] text-muted">{t("hits", { count: messages })}</span>
        )}
      </div>
      <ul>
        {hits.map((hit) => (
          <li key={hit.message_id ?? "chat"}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const t = useTranslations("search");
  const words = useTimeWords();
  const nowMs = useNow();
  return (
    <Link
      href={chatPath(hit.chat.id, hit.message_id)}
      prefetch={false}
      data-hit
      className="focus-inset grid grid-cols-[1fr_auto] items-baseline gap-x-3 rounded-[8px] px-3 py-1.5 hover:bg-hover focus-visible:bg-selected"
    >
      <span className="wrap-anywhere line-clamp-3 min-w-0">
        <span className="text-muted">
          {hit.author_name ?? (hit.direction === "inbound" ? t("buyer") : "")}
        </span>
        {(hit.author_name !== null || hit.direction === "inbound") && <span className="text-muted">: </span>}
        {hit.message_id === null && hit.snippet.length === 0 ? t("chatItself") : <Snippet hit={hit} />}
      </span>
      <time dateTime={hit.at} className="text-[12px] text-muted tabular-nums">
        {words.moment(new Date(hit.at), nowMs)}
      </time>
    </Link>
  );
}

function Snippet({ hit }: { hit: SearchHit }) {
  return hit.snippet.map((part, at) =>
    part.is_hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name and never move
      <mark key={at} className="rounded-[3px] bg-note px-0.5 text-ink">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
