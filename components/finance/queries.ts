"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { QueryInput } from "@/lib/wire/endpoint";
import {
  getFinanceTotals,
  listFinanceByOrder,
  listFinanceByProduct,
  listMoneyEntries,
} from "@/lib/wire/finance";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import type { Choice } from "./finance-choice";

const PAGE_SIZE = 30;

/** The period as the server is asked. */
export function toPeriod({ from, to, sellerId }: Pick<Choice, "from" | "to" | "sellerId">) {
  return { from, to, seller_id: sellerId ?? undefined };
}

/** Sums of the period; while the next ones load, the last stay in sight. */
export function useFinanceTotals(choice: Choice) {
  const query = { ...toPeriod(choice), group: choice.group };
  return useQuery({
    queryKey: queryKeys.financeTotals(query),
    queryFn: ({ signal }) => callApi(getFinanceTotals, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** What is left of each posting or article, page by page, the most first. */
export function useFinanceGroups(by: "orders" | "products", choice: Choice, q: string) {
  const query = { ...toPeriod(choice), q: q || undefined };
  return useInfiniteQuery({
    queryKey: queryKeys.financeGroups(by, query),
    queryFn: ({ pageParam, signal }) =>
      callApi(by === "orders" ? listFinanceByOrder : listFinanceByProduct, {
        query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

type EntryFilters = Pick<QueryInput<typeof listMoneyEntries>, "kind" | "posting_number" | "offer_id">;

/** Lines of the account, newest first, page by page. */
export function useMoneyEntries(choice: Choice, filters: EntryFilters) {
  const query = { ...toPeriod(choice), ...filters };
  return useInfiniteQuery({
    queryKey: queryKeys.moneyEntries(query),
    queryFn: ({ pageParam, signal }) =>
      callApi(listMoneyEntries, {
        query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** While a first pass runs it tells of every step: sums are fetched again no more often than this. */
const LEAST_MS = 4000;

/** Fetches the money again when news of it were taken in. */
export function useMoneyEvents(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const forget = onLiveEvent((event) => {
      if (event.name !== "section.updated" || event.data.section.section !== "money") return;
      timer ??= setTimeout(() => {
        timer = null;
        void cache.invalidateQueries({ queryKey: queryKeys.finance() });
      }, LEAST_MS);
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, [cache]);
}
