/** The lists of products, in their order on the screen. */
export const productTabs = ["all", "on_sale", "no_stock", "problems", "archived"] as const;
export type ProductTab = (typeof productTabs)[number];

export const productSorts = ["name", "price", "stock"] as const;
export type ProductSort = (typeof productSorts)[number];

/** Which products are shown, as it stands in the address. Empty texts ask for nothing. */
export interface ProductFilters {
  readonly sellerId: string;
  readonly tab: ProductTab;
  readonly categoryId: string;
  readonly q: string;
  readonly sort: ProductSort;
}

export const allProducts: ProductFilters = { sellerId: "", tab: "all", categoryId: "", q: "", sort: "name" };

/** Reads an address; what is not ours asks for nothing. */
export function parseProductFilters(params: Pick<URLSearchParams, "get">): ProductFilters {
  const text = (name: string) => (params.get(name) ?? "").slice(0, 100);
  return {
    sellerId: text("seller"),
    tab: productTabs.find((tab) => tab === params.get("tab")) ?? "all",
    categoryId: text("category"),
    q: (params.get("q") ?? "").slice(0, 200).trim(),
    sort: productSorts.find((sort) => sort === params.get("sort")) ?? "name",
  };
}

/** What was asked for, by the names it has in the address. */
export function toFilterRecord(filters: ProductFilters): Record<string, string> {
  const record = {
    seller: filters.sellerId,
    tab: filters.tab === "all" ? "" : filters.tab,
    category: filters.categoryId,
    q: filters.q,
    sort: filters.sort === "name" ? "" : filters.sort,
  };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ""));
}

/** The address of a list. */
export function productsPath(filters: ProductFilters): string {
  const text = new URLSearchParams(toFilterRecord(filters)).toString();
  return text === "" ? "/products" : `/products?${text}`;
}

/** What the server is asked. */
export function toProductQuery({ sellerId, tab, categoryId, q, sort }: ProductFilters) {
  return {
    seller_id: sellerId || undefined,
    tab,
    category_id: categoryId || undefined,
    q: q || undefined,
    sort,
  };
}

/** Whether the list shows less than its tab has. */
export function isNarrowed({ sellerId, categoryId, q }: ProductFilters): boolean {
  return sellerId !== "" || categoryId !== "" || q !== "";
}
