"use client";

import { MessageSquare } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { Returned } from "@/lib/wire/returns";
import { Picture } from "../market/picture";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { goToReturn, returnPath } from "./return-place";
import type { ReturnWords } from "./use-return-words";

/** Every row is as high, so that the list knows its length without measuring. */
export const RETURN_ROW_PX = 68;

interface ReturnRowProps {
  one: Returned;
  sellerName: string | undefined;
  nowMs: number;
  words: ReturnWords;
  money: (amount: string | null, currency: string | null) => string;
  isOpen: boolean;
  chatLabel: string;
}

/** One return of the list: what comes back, why, where it stands and lies, what it is worth. */
export const ReturnRow = memo(function ReturnRow(props: ReturnRowProps) {
  const { one, words, money, nowMs, isOpen } = props;
  const place = words.place(one);
  function onClick(event: MouseEvent) {
    if (event.button !== 0 || event.shiftKey || event.ctrlKey || event.metaKey) return;
    goToReturn(one.id);
    event.preventDefault();
  }
  return (
    <a
      href={returnPath(one.id, typeof window === "undefined" ? "" : window.location.search)}
      onClick={onClick}
      draggable={false}
      aria-current={isOpen ? "true" : undefined}
      data-row={one.id}
      className={cx(
        "focus-inset grid h-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-line/60 border-b px-4 two:px-6",
        "@3xl:grid-cols-[auto_minmax(0,2.2fr)_minmax(0,1.4fr)_8.5rem_minmax(0,1.2fr)_6.5rem]",
        isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <Picture src={one.picture} name={words.name(one)} size={44} />
      <span className="min-w-0">
        <span className="flex items-baseline gap-2">
          <bdi className="truncate font-medium">{words.name(one)}</bdi>
          {one.quantity > 1 && <span className="shrink-0 text-muted tabular-nums">×{one.quantity}</span>}
          {one.chat_id !== null && (
            <MessageSquare
              size={12}
              role="img"
              aria-label={props.chatLabel}
              className="shrink-0 self-center text-muted"
            />
          )}
        </span>
        <span className="block truncate text-[12.5px] text-muted tabular-nums">
          {words.kind(one.kind)} <bdi>{words.number(one)}</bdi> · {words.scheme(one.scheme)}
          {props.sellerName !== undefined && <bdi> · {props.sellerName}</bdi>}
        </span>
      </span>
      <span className="min-w-0 @max-3xl:hidden">
        <bdi className="block truncate">{one.reason ?? "—"}</bdi>
        <bdi className="block truncate text-[12.5px] text-muted tabular-nums">{one.posting_number ?? ""}</bdi>
      </span>
      <span className="flex min-w-0 items-center @max-3xl:hidden">
        <State one={one} words={words} />
      </span>
      <bdi
        className="line-clamp-2 min-w-0 wrap-anywhere text-[12.5px] text-muted @max-3xl:hidden"
        title={place ?? undefined}
      >
        {place ?? ""}
      </bdi>
      <span className="min-w-0 text-right tabular-nums @max-3xl:hidden">
        <span className="block truncate">{money(one.price, one.currency)}</span>
        <span className="block truncate text-[12px] text-muted">{words.changed(one, nowMs) ?? ""}</span>
      </span>
      <span className="flex max-w-36 flex-col items-end gap-1 @3xl:hidden">
        <State one={one} words={words} />
        <span className="text-[12.5px] text-muted tabular-nums">{money(one.price, one.currency)}</span>
      </span>
    </a>
  );
});

/** In our words; the marketplace's own on hover. */
function State({ one, words }: Pick<ReturnRowProps, "one" | "words">) {
  const state = words.state(one);
  return (
    <span title={one.status_name ?? one.status} className="flex min-w-0 max-w-full">
      <Chip tone={state.tone}>{state.text}</Chip>
    </span>
  );
}
