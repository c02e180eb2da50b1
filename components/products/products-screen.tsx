"use client";

import { FileUp, MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Product } from "@/lib/wire/products";
import { nothingSelected, type Selection, selectAll, selectedOf } from "../inbox/selection";
import { FilterSelect, SearchField } from "../market/filter-fields";
import { Freshness } from "../market/freshness";
import { SavedViews } from "../market/saved-views";
import { SectionFrame } from "../market/section-frame";
import { SectionTabs } from "../market/section-tabs";
import { SellerPicker } from "../market/seller-picker";
import { useAddress } from "../market/use-address";
import { useSections } from "../market/use-sections";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Menu, MenuItem } from "../ui/menu";
import { BulkBar } from "./bulk-bar";
import { ConfirmPrices } from "./confirm-prices";
import { returnFocus } from "./inline-field";
import {
  allProducts,
  isNarrowed,
  type ProductFilters,
  parseProductFilters,
  productSorts,
  productTabs,
  toFilterRecord,
} from "./product-filters";
import { ProductList, ProductListSkeleton } from "./product-list";
import type { Editing } from "./product-row";
import { useProductCounts, useProductEvents, useProducts } from "./queries";
import { StockQuestion } from "./stock-question";

const TableDialog = lazy(async () => ({ default: (await import("./table-dialog")).TableDialog }));
const ImportDialog = lazy(async () => ({ default: (await import("./import-dialog")).ImportDialog }));
const CatalogueDialog = lazy(async () => ({ default: (await import("./catalogue-dialog")).CatalogueDialog }));

const addressNames = ["seller", "tab", "category", "q", "sort"] as const;
type OpenDialog = "prices" | "stocks" | "import" | "catalogue";

/** Everything the sellers sell: looked through, priced, counted. */
export function ProductsScreen() {
  const t = useTranslations("products");
  const { values, replace } = useAddress(addressNames);
  const filters = useMemo(() => parseProductFilters(new URLSearchParams(values)), [values]);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const { role } = useCurrentUser();
  const { data: counts } = useProductCounts(filters);
  useProductEvents();
  const change = (part: Partial<ProductFilters>) => replace(toFilterRecord({ ...filters, ...part }));
  const sellerId = filters.sellerId || null;
  return (
    <SectionFrame
      title={t("title")}
      freshness={<Freshness sellerId={sellerId} sections={["products", "product_details", "stocks"]} />}
      actions={<HeadActions mayAct={role !== "operator"} onOpen={setOpen} />}
      tabs={
        <SectionTabs
          label={t("tabsLabel")}
          tabs={productTabs.map((key) => ({ key, label: t(`tabs.${key}`), isUrgent: key === "problems" }))}
          value={filters.tab}
          counts={counts?.counts}
          onChange={(tab) => change({ tab })}
        />
      }
      filters={
        <>
          <SellerPicker
            allowAll
            value={sellerId}
            onChange={(id) => change({ sellerId: id ?? "", categoryId: "" })}
          />
          <SearchField
            label={t("search")}
            placeholder={t("searchPlaceholder")}
            value={filters.q}
            onChange={(q) => change({ q })}
          />
          <FilterSelect
            label={t("category")}
            value={filters.categoryId}
            options={[
              { value: "", label: t("allCategories") },
              ...(counts?.categories ?? []).map(({ id, name, products }) => ({
                value: id,
                label: t("categoryCount", { name, count: products }),
              })),
            ]}
            onChange={(categoryId) => change({ categoryId })}
          />
          <FilterSelect
            label={t("sort")}
            value={filters.sort}
            options={productSorts.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
            onChange={(value) => change({ sort: productSorts.find((sort) => sort === value) ?? "name" })}
          />
          <SavedViews section="products" filters={toFilterRecord(filters)} onPick={replace} />
        </>
      }
      hasOwnScroll
    >
      <Body filters={filters} onReset={() => change({ ...allProducts, tab: filters.tab })} />
      <Suspense fallback={null}>
        {(open === "prices" || open === "stocks") && (
          <TableDialog kind={open} sellerId={sellerId} onClose={() => setOpen(null)} />
        )}
        {open === "import" && <ImportDialog sellerId={sellerId} onClose={() => setOpen(null)} />}
        {open === "catalogue" && <CatalogueDialog sellerId={sellerId} onClose={() => setOpen(null)} />}
      </Suspense>
    </SectionFrame>
  );
}

function HeadActions({ mayAct, onOpen }: { mayAct: boolean; onOpen: (dialog: OpenDialog) => void }) {
  const t = useTranslations("products");
  if (!mayAct) {
    return (
      <Button look="quiet" onClick={() => onOpen("catalogue")}>
        {t("catalogue")}
      </Button>
    );
  }
  return (
    <>
      <Menu
        trigger={
          <Button>
            <FileUp size={14} aria-hidden="true" />
            {t("byTable")}
          </Button>
        }
      >
        <MenuItem onSelect={() => onOpen("prices")}>{t("pricesByTable")}</MenuItem>
        <MenuItem onSelect={() => onOpen("stocks")}>{t("stocksByTable")}</MenuItem>
      </Menu>
      <Menu
        trigger={
          <IconButton label={t("more")}>
            <MoreHorizontal size={17} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => onOpen("import")}>{t("importBySku")}</MenuItem>
        <MenuItem onSelect={() => onOpen("catalogue")}>{t("catalogue")}</MenuItem>
      </Menu>
    </>
  );
}

/** A value of one product that waits to be confirmed. */
type Asked =
  | { readonly field: "price"; readonly product: Product; readonly price: string }
  | { readonly field: "stock"; readonly product: Product; readonly stock: number };

function Body({ filters, onReset }: { filters: ProductFilters; onReset: () => void }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const mayAct = role !== "operator";
  const query = useProducts(filters);
  const products = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const { data: sellers } = useSellers();
  const sellerNames = useMemo(
    () =>
      filters.sellerId === "" && (sellers?.length ?? 0) > 1
        ? new Map(sellers?.map(({ id, name }) => [id, name]))
        : null,
    [filters.sellerId, sellers],
  );
  // What was marked in one list is not meant in another.
  const list = `${filters.sellerId} ${filters.tab}`;
  const [marked, setMarked] = useState({ list, selection: nothingSelected });
  const selection = marked.list === list ? marked.selection : nothingSelected;
  const setSelection = (next: Selection) => setMarked({ list, selection: next });
  const [editing, setEditing] = useState<Editing | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);

  if (query.data === undefined) {
    if (!query.isError) return <ProductListSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (products.length === 0) return <Nothing filters={filters} onReset={onReset} />;
  function edit(next: Editing | null) {
    if (next === null && editing !== null) returnFocus(`${editing.field}-${editing.productId}`);
    setEditing(next);
  }
  function finish() {
    setAsked(null);
    edit(null);
  }
  return (
    <>
      <ProductList
        query={query}
        products={products}
        sellerNames={sellerNames}
        mayAct={mayAct}
        selection={selection}
        onSelection={setSelection}
        editing={editing}
        onEdit={edit}
        onPrice={(product, price) => setAsked({ field: "price", product, price })}
        onStock={(product, stock) => setAsked({ field: "stock", product, stock })}
      />
      {mayAct && selection.ids.size > 0 && (
        <BulkBar
          products={selectedOf(selection, products)}
          shown={products.length}
          onAll={() => setSelection(selectAll(products.map(({ id }) => id)))}
          onNone={() => setSelection(nothingSelected)}
        />
      )}
      {asked !== null && <AskedDialog asked={asked} onClose={() => setAsked(null)} onSent={finish} />}
    </>
  );
}

function AskedDialog({ asked, onClose, onSent }: { asked: Asked; onClose: () => void; onSent: () => void }) {
  const t = useTranslations("productActs");
  const { product } = asked;
  if (asked.field === "price") {
    const change = {
      offerId: product.offer_id,
      name: product.name,
      currency: product.currency,
      before: product.price,
      price: asked.price,
    };
    return (
      <ConfirmPrices
        sellerId={product.seller_id}
        title={t("priceTitle")}
        changes={[change]}
        onClose={onClose}
        onSent={onSent}
      />
    );
  }
  return <StockQuestion product={product} stock={asked.stock} onClose={onClose} onSent={onSent} />;
}

function Nothing({ filters, onReset }: { filters: ProductFilters; onReset: () => void }) {
  const t = useTranslations("products");
  const { sections } = useSections(filters.sellerId || null, ["products"]);
  const { data: sellers } = useSellers();
  // A seller that was just added has no passes yet.
  const isFirst =
    (sections?.length === 0 && (sellers?.length ?? 0) > 0) ||
    (sections?.some(({ fresh_at, status }) => fresh_at === null && status !== "off") ?? false);
  if (isNarrowed(filters) && !isFirst) {
    return (
      <EmptyState
        title={t("nothingTitle")}
        text={t("nothingText")}
        action={<Button onClick={onReset}>{t("showAll")}</Button>}
      />
    );
  }
  if (filters.tab !== "all" && !isFirst)
    return <EmptyState title={t(`emptyTabs.${filters.tab}`)} text={t("emptyTabText")} />;
  if (isFirst) return <EmptyState title={t("comingTitle")} text={t("comingText")} />;
  return <EmptyState title={t("emptyTitle")} text={t("emptyText")} />;
}
