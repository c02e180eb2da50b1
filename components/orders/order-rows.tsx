"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Order } from "@/lib/wire/orders";
import type { Selection } from "../inbox/selection";
import { useListAnchor } from "../inbox/use-list-anchor";
import { useMoney } from "../market/money";
import { useSellers } from "../sellers/queries";
import { useNow } from "../shell/use-now";
import { Button } from "../ui/button";
import { ORDER_ROW_PX, OrderRow } from "./order-row";
import type { useOrders } from "./queries";
import { useOrderWords } from "./use-order-words";

const LOAD_AHEAD_ROWS = 20;

interface OrderRowsProps {
  query: ReturnType<typeof useOrders>;
  orders: readonly Order[];
  openId: string | null;
  selection: Selection;
  onSelect: (orderId: string, isRange: boolean) => void;
}

/** Asks for the next page as its end comes near; after a failure only a person does. */
function useNextPage(query: OrderRowsProps["query"], lastVisible: number, count: number): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    const isNearEnd = lastVisible >= count - LOAD_AHEAD_ROWS;
    if (isNearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [lastVisible, count, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}

/** Which orders stood here when the list was opened: the others slide in. */
function useKnownAtFirst(orders: readonly Order[]): ReadonlySet<string> {
  const [known] = useState(() => new Set(orders.map(({ id }) => id)));
  return known;
}

/** The orders in sight, of however many there are; what comes above does not move what is being read. */
export function OrderRows({ query, orders, openId, selection, onSelect }: OrderRowsProps) {
  const t = useTranslations("orders");
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLUListElement>(null);
  const rows = useVirtualizer({
    count: orders.length,
    getScrollElement: () => scroller.current,
    // A new function would make the list measure every row anew.
    estimateSize: useCallback(() => ORDER_ROW_PX, []),
    overscan: 8,
  });
  const visible = rows.getVirtualItems();
  useNextPage(query, visible.at(-1)?.index ?? 0, orders.length);
  const { newAbove } = useListAnchor({ scroller, content, chats: orders, rowHeight: ORDER_ROW_PX });
  const { data: sellers } = useSellers();
  const sellerNames = useMemo(() => new Map(sellers?.map(({ id, name }) => [id, name])), [sellers]);
  const words = useOrderWords();
  const money = useMoney();
  const nowMs = useNow();
  const knownAtFirst = useKnownAtFirst(orders);
  const newest = orders[0];
  const openIndex = orders.findIndex(({ id }) => id === openId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brings a newly opened order into sight, not one that moves by itself
  useEffect(() => {
    if (openIndex !== -1) rows.scrollToIndex(openIndex, { align: "auto" });
  }, [openId]);

  return (
    <div className="@container relative min-h-0 flex-1">
      {newAbove > 0 && (
        <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
          <Button
            look="primary"
            onClick={() => rows.scrollToOffset(0)}
            className="pointer-events-auto min-h-7 animate-[appear_160ms_ease-out] rounded-full text-[12px]"
          >
            <ArrowUp size={13} aria-hidden="true" />
            {t("newAbove", { count: newAbove })}
          </Button>
        </div>
      )}
      <div ref={scroller} className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]">
        <ul
          ref={content}
          aria-label={t("title")}
          className="relative border-line border-t"
          style={{ height: rows.getTotalSize() }}
        >
          {visible.map((row) => {
            const order = orders[row.index];
            if (order === undefined) return null;
            return (
              <li
                key={order.id}
                aria-posinset={row.index + 1}
                aria-setsize={query.hasNextPage ? -1 : orders.length}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start}px)`, height: ORDER_ROW_PX }}
              >
                <OrderRow
                  order={order}
                  sellerName={sellerNames.size > 1 ? sellerNames.get(order.seller_id) : undefined}
                  nowMs={nowMs}
                  words={words}
                  money={money}
                  isOpen={order.id === openId}
                  isSelected={selection.ids.has(order.id)}
                  isSelecting={selection.ids.size > 0}
                  isNew={order === newest && !knownAtFirst.has(order.id)}
                  selectLabel={t("selectOne", { number: order.posting_number })}
                  chatLabel={t("hasChat")}
                  onSelect={onSelect}
                />
              </li>
            );
          })}
        </ul>
        <PageEnd query={query} />
      </div>
    </div>
  );
}

function PageEnd({ query }: { query: OrderRowsProps["query"] }) {
  const t = useTranslations("orders");
  const common = useTranslations("common");
  if (query.isFetchingNextPage) {
    return <p className="py-3 text-center text-[12px] text-muted">{t("loadingMore")}</p>;
  }
  if (!query.isFetchNextPageError) return null;
  return (
    <p className="flex items-center justify-center gap-2 py-3 text-[12px] text-muted">
      {t("moreFailed")}
      <Button onClick={() => query.fetchNextPage()}>{common("retry")}</Button>
    </p>
  );
}
