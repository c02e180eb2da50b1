"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { messageLength } from "@/lib/text/length";
import type { Chat } from "@/lib/wire/chats";
import { useSeller } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { isMac } from "../shell/keys";
import { useNow } from "../shell/use-now";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Kbd } from "../ui/kbd";
import { findObstacle } from "./availability";
import { keepDraft, readDraft } from "./drafts";

/** From this share of the limit on the counter is worth looking at. */
const COUNTER_WARN_SHARE = 0.9;

interface ComposerProps {
  chat: Chat;
  onSend: (text: string) => void;
}

/** Where the reply is written. Ctrl+Enter (⌘ on a Mac) sends; what was begun is kept per chat. */
export function Composer({ chat, onSend }: ComposerProps) {
  const t = useTranslations("composer");
  const seller = useSeller(chat.seller_id);
  const obstacle = findObstacle(chat, seller, useNow());
  const { id: userId } = useCurrentUser();
  const [text, setText] = useState(() => readDraft(userId, chat.id));
  const field = useRef<HTMLTextAreaElement>(null);
  const limit = seller?.capabilities.text_max_chars ?? null;
  const used = messageLength(text);
  const excess = limit === null ? 0 : used - limit;
  const canSend = obstacle === null && used > 0 && excess <= 0;

  // Browsers without `field-sizing` grow the field by hand.
  useLayoutEffect(() => {
    const box = field.current;
    if (box === null || CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = text === "" ? "" : `${box.scrollHeight}px`;
  }, [text]);

  function write(next: string) {
    setText(next);
    keepDraft(userId, chat.id, next);
  }
  function send() {
    if (!canSend) return;
    onSend(text.trim());
    write("");
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape") {
      event.preventDefault(); // leaves the field only; the next Esc leaves the chat
      event.currentTarget.blur();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="mx-3 mb-3 shrink-0 rounded-bubble border border-line bg-panel px-3 pt-2.5 pb-2 shadow-[0_1px_2px_var(--composer-shadow),0_6px_24px_var(--composer-shadow)] focus-within:border-control two:mx-5 two:mb-4.5"
    >
      {obstacle !== null && (
        <p className="mb-2 rounded-control bg-warn-soft px-2.5 py-1 text-[12.5px] text-warn-ink">
          {t(obstacle)}
        </p>
      )}
      {excess > 0 && (
        <p role="alert" className="mb-2 rounded-control bg-bad-soft px-2.5 py-1 text-[12.5px] text-bad-ink">
          {t("tooLong", { count: excess })}
        </p>
      )}
      <textarea
        ref={field}
        data-composer=""
        aria-label={t("label")}
        placeholder={obstacle === null ? t("placeholder") : undefined}
        value={text}
        disabled={obstacle !== null}
        dir="auto"
        rows={2}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        className="block field-sizing-content max-h-[38dvh] min-h-12 w-full resize-none bg-transparent placeholder:text-muted focus:outline-none disabled:min-h-0 disabled:text-muted max-two:text-base"
      />
      <div className="mt-1.5 flex items-center justify-end gap-3">
        {limit !== null && used > 0 && <Counter used={used} limit={limit} />}
        <Button type="submit" look="primary" disabled={!canSend}>
          {t("send")}
          <Kbd>{isMac() ? "⌘ ↵" : "Ctrl ↵"}</Kbd>
        </Button>
      </div>
    </form>
  );
}

function Counter({ used, limit }: { used: number; limit: number }) {
  const t = useTranslations("composer");
  const share = used / limit;
  return (
    <span
      title={t("counterLabel", { used, limit })}
      className={cx(
        "text-[12px] tabular-nums",
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
