"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ProductDetails } from "@/lib/wire/products";
import { useCount } from "../market/money";
import { Picture } from "../market/picture";
import { Part } from "./part";

/** Where it lies: each warehouse, free, reserved and on its way. */
export function ProductStocks({ product }: { product: ProductDetails }) {
  const t = useTranslations("products");
  const count = useCount();
  if (product.stocks.length === 0) return <p className="text-muted">{t("noStocks")}</p>;
  const cell = "py-1.5 pl-3 text-right tabular-nums";
  const dim = (value: number) => (value === 0 ? <span className="text-muted">0</span> : count(value));
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse">
        <thead className="text-[12px] text-muted">
          <tr className="border-line border-b">
            <th scope="col" className="py-1.5 text-left font-medium">
              {t("warehouse")}
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              {t("free")}
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              {t("reservedHead")}
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              {t("promised")}
            </th>
          </tr>
        </thead>
        <tbody>
          {product.stocks.map((stock) => (
            <tr
              key={`${stock.scheme} ${stock.warehouse_id}`}
              className="border-line border-b last:border-b-0"
            >
              <th scope="row" className="wrap-anywhere py-1.5 text-left font-normal">
                {stock.warehouse || t(`schemes.${stock.scheme}`)}
                <span className="ml-2 text-[12px] text-muted">{t(`schemes.${stock.scheme}`)}</span>
              </th>
              <td className={`${cell} font-medium`}>{dim(stock.free)}</td>
              <td className={cell}>{dim(stock.reserved)}</td>
              <td className={cell}>{dim(stock.promised)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How good the marketplace finds its card, and what would better it; who waits for it to be back. */
export function RatingSection({ product }: { product: ProductDetails }) {
  const t = useTranslations("products");
  const count = useCount();
  return (
    <Part title={t("cardRating")}>
      {product.rating === null ? (
        <p className="text-muted">{t(product.detailed_at === null ? "detailsComing" : "noRating")}</p>
      ) : (
        <p className="font-semibold text-[22px] tabular-nums tracking-tight">
          {count(product.rating)}
          <span className="ml-1 font-normal text-[13.5px] text-muted">{t("ofHundred")}</span>
        </p>
      )}
      <ul className="mt-2 flex flex-col gap-2">
        {product.rating_groups.map((group) => (
          <li key={group.name}>
            <div className="flex items-baseline justify-between gap-3">
              <span>{group.name}</span>
              <span className="text-muted tabular-nums">{count(group.rating)}</span>
            </div>
            <div aria-hidden="true" className="mt-0.5 h-1 overflow-hidden rounded-full bg-line">
              <div
                className="h-full bg-accent"
                style={{ width: `${Math.max(0, Math.min(100, group.rating))}%` }}
              />
            </div>
            {group.improve.length > 0 && (
              <p className="mt-1 text-[12px] text-muted">
                {t("improve", { what: group.improve.join(", ") })}
              </p>
            )}
          </li>
        ))}
      </ul>
      {product.subscribers !== null && product.subscribers > 0 && (
        <p className="mt-3">{t("subscribers", { count: product.subscribers })}</p>
      )}
    </Part>
  );
}

/** Other colours and sizes of the same card. */
export function RelatedProducts({ product }: { product: ProductDetails }) {
  const t = useTranslations("products");
  if (product.related.length === 0) return null;
  return (
    <Part title={t("related")}>
      <ul className="flex flex-col gap-1">
        {product.related.map((other) => (
          <li key={other.id}>
            <Link
              href={`/products/${other.id}`}
              className="-mx-2 flex items-center gap-2.5 rounded-control px-2 py-1 hover:bg-hover"
            >
              <Picture src={other.picture} name={other.name} size={36} />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate">{other.name || other.offer_id}</bdi>
                <bdi className="block truncate text-[12px] text-muted tabular-nums">{other.offer_id}</bdi>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}
