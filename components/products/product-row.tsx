"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Product } from "@/lib/wire/products";
import { useCount, useMoney } from "../market/money";
import { Picture } from "../market/picture";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { InlineField, readPieces } from "./inline-field";
import { readPrice, toTyped } from "./price-rules";

/** Which value of which product is being changed. */
export interface Editing {
  readonly productId: string;
  readonly field: "price" | "stock";
}

/** The columns of a row; its heading takes the same. Narrow screens put them below each other. */
export const rowColumns =
  "grid grid-cols-[auto_44px_auto_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 two:gap-x-4 " +
  "two:grid-cols-[auto_44px_minmax(0,1fr)_120px_96px_132px] views:grid-cols-[auto_44px_minmax(0,1fr)_132px_112px_190px_72px]";

interface ProductRowProps {
  product: Product;
  sellerName: string | null;
  mayAct: boolean;
  isSelected: boolean;
  onSelect: (isRange: boolean) => void;
  editing: Editing | null;
  onEdit: (editing: Editing | null) => void;
  onPrice: (price: string) => void;
  onStock: (stock: number) => void;
}

/** A product in the list: what it is, what it costs, how many there are, how it stands. */
export function ProductRow(props: ProductRowProps) {
  const { product, sellerName, mayAct, isSelected, onSelect } = props;
  const t = useTranslations("products");
  return (
    <div
      className={cx(
        rowColumns,
        "min-h-16 border-line border-b px-4 py-2 two:px-6",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      {mayAct ? (
        <label className="grid size-6 place-items-center pointer-coarse:size-11">
          <input
            type="checkbox"
            checked={isSelected}
            aria-label={t("select", { name: product.name || product.offer_id })}
            onChange={({ nativeEvent }) =>
              onSelect(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
            className="size-4 accent-accent"
          />
        </label>
      ) : (
        <span />
      )}
      <Picture src={product.picture} name={product.name} size={44} />
      <div className="min-w-0 max-two:col-span-2">
        <Link
          href={`/products/${product.id}`}
          data-row-link
          title={product.name}
          className="line-clamp-2 rounded-[4px] font-medium leading-snug hover:text-accent-ink hover:underline"
        >
          <bdi>{product.name || product.offer_id}</bdi>
        </Link>
        <p className="truncate text-[12px] text-muted tabular-nums">
          <bdi>{product.offer_id}</bdi>
          {product.sku !== null && ` · ${t("sku", { sku: product.sku })}`}
          {sellerName !== null && ` · ${sellerName}`}
        </p>
      </div>
      <PriceCell {...props} />
      <StockCell {...props} />
      <StateCell product={product} />
      <RatingCell rating={product.rating} />
    </div>
  );
}

const editLook =
  "group -mx-1.5 inline-flex min-h-7 items-center gap-1.5 rounded-[6px] px-1.5 hover:bg-theirs pointer-coarse:min-h-11";
const pencilLook =
  "shrink-0 text-muted opacity-0 max-two:order-last group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:opacity-100";
const cellLook = "max-two:justify-self-start two:justify-self-end text-right";
const priceLook = `${cellLook} max-two:col-start-3`;
const stockLook = `${cellLook} max-two:col-start-4`;

function PriceCell({ product, mayAct, editing, onEdit, onPrice }: ProductRowProps) {
  const t = useTranslations("products");
  const money = useMoney();
  const price = money(product.price, product.currency);
  if (editing?.productId === product.id && editing.field === "price") {
    return (
      <InlineField
        label={t("priceOf", { article: product.offer_id })}
        initial={toTyped(product.price)}
        was={price}
        read={readPrice}
        onSubmit={onPrice}
        onCancel={() => onEdit(null)}
        className={priceLook}
      />
    );
  }
  const amounts = (
    <span className="tabular-nums">
      {price}
      {product.old_price !== null && (
        <s className="ml-1.5 text-[12px] text-muted two:ml-0 two:block">
          <span className="sr-only">{t("oldPrice")} </span>
          {money(product.old_price, product.currency)}
        </s>
      )}
    </span>
  );
  if (!mayAct || product.is_gone) return <div className={priceLook}>{amounts}</div>;
  return (
    <div className={priceLook}>
      <button
        type="button"
        data-edit={`price-${product.id}`}
        aria-label={t("changePrice", { price, article: product.offer_id })}
        title={t("changePriceTitle")}
        onClick={() => onEdit({ productId: product.id, field: "price" })}
        className={cx(editLook, "text-right")}
      >
        <Pencil size={12} aria-hidden="true" className={pencilLook} />
        {amounts}
      </button>
    </div>
  );
}

function StockCell({ product, mayAct, editing, onEdit, onStock }: ProductRowProps) {
  const t = useTranslations("products");
  const count = useCount();
  const { stock } = product;
  if (editing?.productId === product.id && editing.field === "stock") {
    return (
      <InlineField
        label={t("stockOf", { article: product.offer_id })}
        initial={String(stock?.fbs ?? 0)}
        was={t("fbsPieces", { count: stock?.fbs ?? 0 })}
        read={readPieces}
        onSubmit={(value) => onStock(Number(value))}
        onCancel={() => onEdit(null)}
        className={stockLook}
      />
    );
  }
  const amounts =
    stock === null ? (
      <span className="text-muted">—</span>
    ) : (
      <span className={cx("tabular-nums", stock.free === 0 && "text-muted")}>
        {t("pieces", { count: stock.free })}
        {stock.reserved > 0 && (
          <span className="ml-1.5 text-[12px] text-muted two:ml-0 two:block">
            {t("reserved", { count: count(stock.reserved) })}
          </span>
        )}
      </span>
    );
  const title = stock === null ? undefined : t("bySchemes", { fbo: stock.fbo, fbs: stock.fbs });
  if (!mayAct || product.is_gone || product.is_archived)
    return (
      <div className={stockLook} title={title}>
        {amounts}
      </div>
    );
  return (
    <div className={stockLook}>
      <button
        type="button"
        data-edit={`stock-${product.id}`}
        aria-label={t("changeStock", { count: stock?.free ?? 0, article: product.offer_id })}
        title={title}
        onClick={() => onEdit({ productId: product.id, field: "stock" })}
        className={cx(editLook, "text-right")}
      >
        <Pencil size={12} aria-hidden="true" className={pencilLook} />
        {amounts}
      </button>
    </div>
  );
}

/** How it stands at the marketplace, and what that finds fault with. */
function StateCell({ product }: { product: Product }) {
  const t = useTranslations("products");
  return (
    <div className="flex min-w-0 flex-col items-start gap-1 max-two:col-start-3 max-two:col-span-2">
      {product.is_gone ? (
        <Chip tone="warn">{t("gone")}</Chip>
      ) : product.is_archived ? (
        <Chip>{t("archived")}</Chip>
      ) : (
        product.status_name !== null && (
          <span className="max-w-full truncate text-[12.5px] text-muted" title={product.status_name}>
            {product.status_name}
          </span>
        )
      )}
      {product.problems.length > 0 && (
        <span title={product.problems.join("\n")} className="flex max-w-full">
          <Chip tone="bad">{t("problems", { count: product.problems.length })}</Chip>
        </span>
      )}
    </div>
  );
}

function RatingCell({ rating }: { rating: number | null }) {
  const t = useTranslations("products");
  const count = useCount();
  return (
    <div className="justify-self-end text-right tabular-nums max-views:hidden">
      {rating === null ? (
        <span className="text-muted">—</span>
      ) : (
        <span title={t("ratingOf", { rating: count(rating) })}>{count(Math.round(rating))}</span>
      )}
    </div>
  );
}
