"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  countProducts,
  getProduct,
  getProductLimits,
  listAttributeValues,
  listCategories,
  listCategoryAttributes,
  listProducts,
  type Product,
  type ProductDetails,
} from "@/lib/wire/products";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import { type ProductFilters, toProductQuery } from "./product-filters";

const PAGE_SIZE = 50;
const MOST_A_PAGE = 100;
/** The marketplace's tree and dictionaries change seldom. */
const DAY_MS = 86_400_000;

/** Products page by page; the last list stays until the next is here. */
export function useProducts(filters: ProductFilters) {
  const query = toProductQuery(filters);
  return useInfiniteQuery({
    queryKey: queryKeys.productList(query),
    queryFn: ({ pageParam, signal }) =>
      callApi(listProducts, {
        query: { ...query, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** How many products each tab has, and the categories they are of. */
export function useProductCounts(filters: ProductFilters) {
  const { seller_id, category_id, q } = toProductQuery(filters);
  const query = { seller_id, category_id, q };
  return useQuery({
    queryKey: queryKeys.productCounts(query),
    queryFn: ({ signal }) => callApi(countProducts, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One product with everything; null asks nothing. */
export function useProduct(productId: string | null) {
  return useQuery({
    queryKey: queryKeys.product(productId ?? ""),
    enabled: productId !== null,
    queryFn: async ({ signal }): Promise<ProductDetails> =>
      (await callApi(getProduct, { params: { id: productId ?? "" }, signal })).product,
  });
}

/** Every product that fits, up to `most`: for a table to take away. */
export async function fetchAllProducts(filters: ProductFilters, most: number): Promise<readonly Product[]> {
  const found: Product[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Product[]; next_cursor: string | null } = await callApi(listProducts, {
      query: { ...toProductQuery(filters), limit: MOST_A_PAGE, cursor: cursor ?? undefined },
    });
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < most);
  return found.slice(0, most);
}

/** What the account may still make and change. */
export function useProductLimits(sellerId: string | null) {
  return useQuery({
    queryKey: queryKeys.productLimits(sellerId ?? ""),
    enabled: sellerId !== null,
    queryFn: async ({ signal }) =>
      (await callApi(getProductLimits, { query: { seller_id: sellerId ?? "" }, signal })).limits,
  });
}

/** One level of the marketplace's tree, or what is found by words. */
export function useCategories(sellerId: string | null, parentId: string | null, q: string) {
  const query = {
    seller_id: sellerId ?? "",
    parent_id: q === "" ? (parentId ?? undefined) : undefined,
    q: q || undefined,
  };
  return useQuery({
    queryKey: queryKeys.categories(query),
    enabled: sellerId !== null,
    queryFn: ({ signal }) => callApi(listCategories, { query, signal }),
    staleTime: DAY_MS,
    placeholderData: keepPreviousData,
  });
}

/** Of which kind a product is; null: not known yet. */
export interface KindOfProduct {
  readonly seller_id: string;
  readonly category_id: string;
  readonly type_id: string;
}

/** What is to be said of products of a kind. */
export function useCategoryAttributes(kind: KindOfProduct | null) {
  const query = kind ?? { seller_id: "", category_id: "", type_id: "" };
  return useQuery({
    queryKey: queryKeys.categoryAttributes(query),
    enabled: kind !== null,
    queryFn: async ({ signal }) => (await callApi(listCategoryAttributes, { query, signal })).items,
    staleTime: DAY_MS,
  });
}

/** Values of an attribute from its dictionary, by words. */
export function useAttributeValues(kind: KindOfProduct, attributeId: string, q: string, isWanted: boolean) {
  const query = { ...kind, attribute_id: attributeId, q: q || undefined, limit: 30 };
  return useQuery({
    queryKey: queryKeys.attributeValues(query),
    enabled: isWanted,
    queryFn: async ({ signal }) => (await callApi(listAttributeValues, { query, signal })).items,
    staleTime: DAY_MS,
    placeholderData: keepPreviousData,
  });
}

const productActs = new Set([
  "update_prices",
  "update_stocks",
  "archive_products",
  "unarchive_products",
  "delete_products",
  "update_pictures",
  "update_attributes",
  "add_barcodes",
  "import_by_sku",
]);
const productSections = new Set(["products", "product_details", "stocks"]);
/** While a first pass runs it tells of every page: the list is fetched again no more often than this. */
const LEAST_MS = 4000;

/** Fetches products again when a change came about or news were taken in. */
export function useProductEvents(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const fetchAgain = () => {
      timer = null;
      void cache.invalidateQueries({ queryKey: queryKeys.products() });
    };
    const forget = onLiveEvent((event) => {
      const isOver =
        event.name === "action.updated" &&
        productActs.has(event.data.action.kind) &&
        event.data.action.finished_at !== null;
      const hasNews = event.name === "section.updated" && productSections.has(event.data.section.section);
      if (isOver) fetchAgain();
      else if (hasNews && timer === null) timer = setTimeout(fetchAgain, LEAST_MS);
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, [cache]);
}
