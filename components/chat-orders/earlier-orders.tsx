"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Order } from "@/lib/wire/orders";
import { FactButton } from "../conversation/fact-button";
import { useMoney } from "../market/money";
import { useOrderWords } from "../orders/use-order-words";
import { useSentences } from "./sentences";

/** What the same buyer ordered here before: a press says it, the arrow opens it. */
export function EarlierOrders({ orders }: { orders: readonly Order[] }) {
  const t = useTranslations("chatOrders");
  const words = useOrderWords();
  const say = useSentences();
  const money = useMoney();
  if (orders.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold text-[12px] text-muted">{t("earlier")}</h3>
      <ul>
        {orders.map((order) => (
          <li key={order.id} className="flex items-center gap-1">
            <FactButton sentence={say.earlier(order)} className="min-w-0 flex-1">
              <span className="min-w-0 flex-1">
                <bdi className="block truncate">{words.products(order) || order.posting_number}</bdi>
                <span className="block truncate text-[12.5px] text-muted tabular-nums">
                  {order.ordered_at !== null && `${say.days.short(order.ordered_at)} · `}
                  {words.stage(order).text} · {money(order.total, order.currency)}
                </span>
              </span>
            </FactButton>
            <Link
              href={`/orders/${encodeURIComponent(order.id)}?tab=all`}
              aria-label={t("openOne", { number: order.posting_number })}
              title={t("openOne", { number: order.posting_number })}
              className="-mr-2 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11"
            >
              <ArrowUpRight size={14} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
