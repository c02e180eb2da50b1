"use client";

import { MessageSquare } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Chat } from "@/lib/wire/chats";
import type { Order, OrderDetails } from "@/lib/wire/orders";
import { useChatWords } from "../inbox/use-chat-words";
import { inboxPath, parseView } from "../inbox/views";
import { useMoney } from "../market/money";
import { PanelSection } from "../market/side-panel";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Chip } from "../ui/chip";
import { goToOrder, orderPath } from "./order-place";
import { useOrderWords } from "./use-order-words";

const row =
  "focus-inset -mx-2 flex min-h-8 items-center gap-2 rounded-[6px] px-2 py-1 hover:bg-hover pointer-coarse:min-h-11";

/** Returns of what is in the order; each leads to its page. */
export function OrderReturns({ returns }: Pick<OrderDetails, "returns">) {
  const t = useTranslations("orders");
  if (returns.length === 0) return null;
  return (
    <PanelSection title={t("returns")}>
      <ul>
        {returns.map((one) => (
          <li key={one.id}>
            <Link href={`/returns/${encodeURIComponent(one.id)}`} className={row}>
              <span className="min-w-0 flex-1">
                <bdi className="block truncate">{one.product_name ?? one.number ?? t("return")}</bdi>
                {one.reason !== null && (
                  <bdi className="block truncate text-[12.5px] text-muted">{one.reason}</bdi>
                )}
              </span>
              <Chip tone={one.actions.length > 0 ? "warn" : "plain"}>{one.status_name ?? one.state}</Chip>
            </Link>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

/** Chats about the order. */
export function OrderChats({ chats }: { chats: readonly Chat[] }) {
  const t = useTranslations("orders");
  const { titleOf } = useChatWords();
  const now = useNow();
  const times = useTimeWords();
  if (chats.length === 0) return null;
  return (
    <PanelSection title={t("chats")}>
      <ul>
        {chats.map((chat) => (
          <li key={chat.id}>
            <Link
              href={inboxPath(parseView(chat.status === "closed" ? "closed" : "open"), chat.id)}
              title={chat.last_message_preview ?? undefined}
              className={row}
            >
              <MessageSquare size={14} aria-hidden="true" className="shrink-0 text-muted" />
              <bdi className="min-w-0 flex-1 truncate">{titleOf(chat)}</bdi>
              <span className="shrink-0 text-[12.5px] text-muted tabular-nums">
                {times.moment(new Date(chat.last_message_at ?? chat.created_at), now)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

/** What the same buyer ordered here besides. */
export function SameBuyer({ orders }: { orders: readonly Order[] }) {
  const t = useTranslations("orders");
  const words = useOrderWords();
  const money = useMoney();
  if (orders.length === 0) return null;
  return (
    <PanelSection title={t("sameBuyer")}>
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            <a
              href={orderPath(order.id, "")}
              onClick={(event) => {
                if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                goToOrder(order.id);
              }}
              className={row}
            >
              <span className="min-w-0 flex-1">
                <bdi className="block truncate tabular-nums">{order.posting_number}</bdi>
                <bdi className="block truncate text-[12.5px] text-muted">{words.products(order)}</bdi>
              </span>
              <span className="shrink-0 text-right text-[12.5px] tabular-nums">
                {money(order.total, order.currency)}
                <span className="block text-muted">{words.stage(order).text}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
