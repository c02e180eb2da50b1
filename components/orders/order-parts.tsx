"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OrderDetails } from "@/lib/wire/orders";
import { useCount, useMoney } from "../market/money";
import { Picture } from "../market/picture";
import { CopyButton } from "../ui/copy-button";

type Stock = OrderDetails["stock"][number];

/** What is in the order, and how much of each is left and where. */
export function OrderProducts({ order }: { order: OrderDetails }) {
  const t = useTranslations("orders");
  const money = useMoney();
  return (
    <ul className="flex flex-col gap-2.5 pt-1">
      {order.products.map((product) => (
        <li key={`${product.sku} ${product.offer_id} ${product.name}`} className="flex gap-2.5">
          <Picture src={product.picture} name={product.name} size={44} />
          <div className="min-w-0 flex-1">
            <bdi className="line-clamp-2 wrap-anywhere font-medium">{product.name}</bdi>
            <p className="text-[12.5px] text-muted tabular-nums">
              {money(product.price, product.currency)} · {t("pieces", { count: product.quantity })}
              {product.offer_id !== null && <bdi> · {product.offer_id}</bdi>}
            </p>
            <StockLine stock={order.stock.find(({ offer_id }) => offer_id === product.offer_id)} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function StockLine({ stock }: { stock: Stock | undefined }) {
  const t = useTranslations("orders");
  const count = useCount();
  if (stock === undefined || stock.seen_at === null) {
    return <p className="text-[12.5px] text-muted">{t("stockUnknown")}</p>;
  }
  const places = stock.places.filter(({ free }) => free > 0);
  return (
    <p className="text-[12.5px] tabular-nums">
      {stock.free === 0 ? (
        <span className="text-warn-ink">{t("stockNone")}</span>
      ) : (
        t("stockLeft", { count: count(stock.free) })
      )}
      {places.length > 0 && (
        <span className="text-muted">
          {": "}
          {places.map(({ name, free }) => `${name} ${count(free)}`).join(", ")}
        </span>
      )}
    </p>
  );
}

/** What the buyer paid, what the marketplace takes, what is paid out: as far as it tells. */
export function OrderMoney({ order }: { order: OrderDetails }) {
  const t = useTranslations("orders");
  const money = useMoney();
  const lines = order.money;
  return (
    <div className="tabular-nums">
      <Fact name={t("total")}>
        <span className="font-medium">{money(order.total, order.currency)}</span>
      </Fact>
      {lines.length === 0 && <p className="text-[12.5px] text-muted">{t("noMoney")}</p>}
      {lines.length > 0 && (
        <table className="mt-1 w-full border-collapse text-[12.5px]">
          <thead>
            <tr className="text-muted">
              <th scope="col" className="py-1 text-left font-normal">
                {t("product")}
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-normal">
                {t("price")}
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-normal">
                {t("commission")}
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-normal">
                {t("payout")}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <tr key={line.sku ?? line.name ?? at} className="border-line/60 border-t">
                <th scope="row" className="max-w-0 truncate py-1 text-left font-normal">
                  <bdi>{line.name ?? line.sku ?? "—"}</bdi>
                </th>
                <td className="whitespace-nowrap py-1 pl-3 text-right">
                  {money(line.price, order.currency)}
                </td>
                <td className="whitespace-nowrap py-1 pl-3 text-right">
                  {money(line.commission, order.currency)}
                </td>
                <td className="whitespace-nowrap py-1 pl-3 text-right">
                  {money(line.payout, order.currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Who carries it, from where and to where. */
export function OrderDelivery({ order }: { order: OrderDetails }) {
  const t = useTranslations();
  const where = [...new Set([order.city, order.region])]
    .filter((part) => part !== null && part !== "")
    .join(", ");
  const facts = [
    ["warehouse", order.warehouse?.name ?? null],
    ["method", order.delivery_method],
    ["carrier", order.carrier],
    ["where", where === "" ? null : where],
    ["order", order.order_number],
  ] as const;
  return (
    <dl>
      {order.tracking_number !== null && (
        <Fact name={t("orders.facts.tracking")}>
          <bdi className="truncate tabular-nums">{order.tracking_number}</bdi>
          <span className="-mr-2">
            <CopyButton
              value={order.tracking_number}
              label={t("context.copyValue", { what: t("orders.facts.tracking") })}
              copiedLabel={t("common.copied")}
            />
          </span>
        </Fact>
      )}
      {facts.map(([name, value]) =>
        value === null ? null : (
          <Fact key={name} name={t(`orders.facts.${name}`)}>
            <bdi className="truncate" title={value}>
              {value}
            </bdi>
          </Fact>
        ),
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-3">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="ml-auto flex min-w-0 items-center gap-0.5 text-right">{children}</dd>
    </div>
  );
}
