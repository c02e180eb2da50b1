"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Returned } from "@/lib/wire/returns";
import { useMoney } from "../market/money";
import { useSellers } from "../sellers/queries";
import { useNow } from "../shell/use-now";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import type { useReturns } from "./queries";
import { RETURN_ROW_PX, ReturnRow } from "./return-row";
import { useReturnWords } from "./use-return-words";

const LOAD_AHEAD_ROWS = 20;

interface ReturnRowsProps {
  query: ReturnType<typeof useReturns>;
  returns: readonly Returned[];
  openId: string | null;
}

/** Asks for the next page as its end comes near; after a failure only a person does. */
function useNextPage(query: ReturnRowsProps["query"], lastVisible: number, count: number): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    const isNearEnd = lastVisible >= count - LOAD_AHEAD_ROWS;
    if (isNearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [lastVisible, count, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}

/** The returns in sight, of however many there are. */
export function ReturnRows({ query, returns, openId }: ReturnRowsProps) {
  const t = useTranslations("returns");
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: returns.length,
    getScrollElement: () => scroller.current,
    // A new function would make the list measure every row anew.
    estimateSize: useCallback(() => RETURN_ROW_PX, []),
    overscan: 8,
  });
  const visible = rows.getVirtualItems();
  useNextPage(query, visible.at(-1)?.index ?? 0, returns.length);
  const { data: sellers } = useSellers();
  const sellerNames = useMemo(() => new Map(sellers?.map(({ id, name }) => [id, name])), [sellers]);
  const words = useReturnWords();
  const money = useMoney();
  const nowMs = useNow();
  const openIndex = returns.findIndex(({ id }) => id === openId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brings a newly opened return into sight, not one that moves by itself
  useEffect(() => {
    if (openIndex !== -1) rows.scrollToIndex(openIndex, { align: "auto" });
  }, [openId]);
  return (
    <div
      ref={scroller}
      className={cx(
        "@container min-h-0 flex-1 overflow-y-auto overscroll-contain transition-opacity duration-120",
        query.isPlaceholderData && "opacity-60",
      )}
    >
      <ul
        aria-label={t("title")}
        className="relative border-line border-t"
        style={{ height: rows.getTotalSize() }}
      >
        {visible.map((row) => {
          const one = returns[row.index];
          if (one === undefined) return null;
          return (
            <li
              key={one.id}
              aria-posinset={row.index + 1}
              aria-setsize={query.hasNextPage ? -1 : returns.length}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)`, height: RETURN_ROW_PX }}
            >
              <ReturnRow
                one={one}
                sellerName={sellerNames.size > 1 ? sellerNames.get(one.seller_id) : undefined}
                nowMs={nowMs}
                words={words}
                money={money}
                isOpen={one.id === openId}
                chatLabel={t("hasChat")}
              />
            </li>
          );
        })}
      </ul>
      <PageEnd query={query} />
    </div>
  );
}

function PageEnd({ query }: Pick<ReturnRowsProps, "query">) {
  const t = useTranslations("returns");
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
