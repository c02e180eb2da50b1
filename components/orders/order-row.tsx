"use client";

import { MessageSquare } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { Order } from "@/lib/wire/orders";
import { Picture } from "../market/picture";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { timeOf } from "./order-face";
import { goToOrder, orderPath } from "./order-place";
import type { OrderWords } from "./use-order-words";

/** Every row is as high, so that the list knows its length without measuring. */
export const ORDER_ROW_PX = 68;

const PICTURES_SHOWN = 2;

interface OrderRowProps {
  order: Order;
  sellerName: string | undefined;
  nowMs: number;
  words: OrderWords;
  money: (amount: string | null, currency: string | null) => string;
  isOpen: boolean;
  isSelected: boolean;
  isSelecting: boolean;
  /** Came while the list was looked at. */
  isNew: boolean;
  selectLabel: string;
  chatLabel: string;
  onSelect: (orderId: string, isRange: boolean) => void;
}

/** One order of the list: what is in it, for whom, where it stands, by when it must leave. */
export const OrderRow = memo(function OrderRow(props: OrderRowProps) {
  const { order, words, money, nowMs, isOpen, isSelected, isSelecting, onSelect } = props;
  const stage = words.stage(order);
  function onClick(event: MouseEvent) {
    if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(order.id, event.shiftKey);
    else if (event.button !== 0) return;
    else goToOrder(order.id);
    event.preventDefault();
  }
  return (
    <div
      className={cx(
        "group relative h-full select-none border-line/60 border-b",
        isSelected ? "bg-accent-soft" : isOpen ? "bg-selected" : "hover:bg-hover",
        props.isNew && "animate-[appear_160ms_ease-out]",
      )}
    >
      <a
        href={orderPath(order.id, typeof window === "undefined" ? "" : window.location.search)}
        onClick={onClick}
        draggable={false}
        aria-current={isOpen ? "true" : undefined}
        data-row={order.id}
        className="focus-inset grid h-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 pr-4 pl-8 @3xl:grid-cols-[auto_minmax(0,2.2fr)_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.1fr)_5.5rem]"
      >
        <TimeBar order={order} nowMs={nowMs} isCovered={isSelecting} />
        <Pictures order={order} />
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <bdi className="truncate font-medium tabular-nums">{order.posting_number}</bdi>
            <span className="shrink-0 text-[12px] text-muted">{words.scheme(order.scheme)}</span>
            {order.chat_id !== null && (
              <MessageSquare
                size={12}
                role="img"
                aria-label={props.chatLabel}
                className="shrink-0 self-center text-muted"
              />
            )}
          </span>
          <bdi className="block truncate text-muted">{words.products(order)}</bdi>
        </span>
        <span className="min-w-0 @max-3xl:hidden">
          <bdi className="block truncate">{order.buyer_name ?? order.city ?? "—"}</bdi>
          <bdi className="block truncate text-[12px] text-muted">
            {order.buyer_name === null ? props.sellerName : (order.city ?? props.sellerName)}
          </bdi>
        </span>
        <span className="flex min-w-0 items-center @max-3xl:hidden">
          <Chip tone={stage.tone}>{stage.text}</Chip>
        </span>
        <span className="min-w-0 @max-3xl:hidden">
          <Time order={order} words={words} nowMs={nowMs} />
          <bdi className="block truncate text-[12px] text-muted">{order.warehouse?.name ?? ""}</bdi>
        </span>
        <span className="text-right tabular-nums @max-3xl:hidden">{money(order.total, order.currency)}</span>
        <span className="flex flex-col items-end gap-1 @3xl:hidden">
          <Chip tone={stage.tone}>{stage.text}</Chip>
          <Time order={order} words={words} nowMs={nowMs} />
        </span>
      </a>
      <SelectBox
        order={order}
        isSelected={isSelected}
        isSelecting={isSelecting}
        label={props.selectLabel}
        onSelect={onSelect}
      />
    </div>
  );
});

function Pictures({ order }: { order: Order }) {
  const [first, second] = order.products;
  const more = order.products.length - PICTURES_SHOWN;
  return (
    <span className="relative block size-11">
      <Picture src={first?.picture ?? null} name={first?.name ?? ""} size={second === undefined ? 44 : 34} />
      {second !== undefined && (
        <Picture
          src={second.picture}
          name={second.name}
          size={28}
          className="absolute right-0 bottom-0 outline-2 outline-panel"
        />
      )}
      {more > 0 && (
        <span className="absolute -right-1 -bottom-1 rounded-full border border-line bg-panel px-1 text-[10px] tabular-nums">
          +{more}
        </span>
      )}
    </span>
  );
}

const timeTone = { calm: "text-muted", soon: "text-warn-ink", late: "font-medium text-bad-ink" } as const;

function Time({ order, words, nowMs }: Pick<OrderRowProps, "order" | "words" | "nowMs">) {
  const time = nowMs === 0 ? null : words.time(order, nowMs);
  if (time === null) return <span className="block h-4.5" />;
  return (
    <span
      title={time.moment}
      className={cx("block truncate text-[12.5px] tabular-nums", timeTone[time.urgency])}
    >
      {time.text}
    </span>
  );
}

const barTone = { calm: "bg-accent", soon: "bg-warn", late: "bg-bad" } as const;

/** Fills as the time to send it runs out; the box for marking stands in its place while it is wanted. */
function TimeBar({
  order,
  nowMs,
  isCovered,
}: Pick<OrderRowProps, "order" | "nowMs"> & { isCovered: boolean }) {
  const time = nowMs === 0 ? null : timeOf(order, nowMs);
  if (time === null || time.share === null) return null;
  return (
    <span
      aria-hidden="true"
      className={cx(
        "absolute inset-y-[12%] left-1.5 w-[3px] overflow-hidden rounded-full bg-line/70",
        isCovered ? "invisible" : "group-hover:pointer-fine:invisible pointer-coarse:invisible",
      )}
    >
      <span
        className={cx("absolute inset-x-0 bottom-0 rounded-full", barTone[time.urgency])}
        style={{ height: `${Math.max(4, time.share * 100)}%` }}
      />
    </span>
  );
}

type SelectBoxProps = Pick<OrderRowProps, "order" | "isSelected" | "isSelecting" | "onSelect"> & {
  label: string;
};

function SelectBox({ order, isSelected, isSelecting, onSelect, label }: SelectBoxProps) {
  return (
    <label
      className={cx(
        "absolute inset-y-0 left-0 grid w-8 cursor-pointer place-items-center focus-within:opacity-100",
        isSelecting ? "opacity-100" : "opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100",
      )}
    >
      <input
        type="checkbox"
        checked={isSelected}
        aria-label={label}
        // React tells of the change; only the click knows whether Shift was held.
        onChange={() => undefined}
        onClick={(event) => onSelect(order.id, event.shiftKey)}
        className="size-3.5 accent-accent"
      />
    </label>
  );
}
