"use client";

import type { RefObject } from "react";
import type { Order } from "@/lib/wire/orders";
import type { useSelection } from "../inbox/use-selection";
import { useDeskKeys } from "../shell/use-desk-keys";
import { goToOrder } from "./order-place";

interface OrderKeys {
  orders: readonly Order[];
  openId: string | null;
  marks: Pick<ReturnType<typeof useSelection<Order>>, "selected" | "toggle" | "range" | "all" | "clear">;
  search: RefObject<HTMLInputElement | null>;
}

/** The keys of the list of orders; the same ones as over the chats (shell/key-map.ts). */
export function useOrderKeys({ orders, openId, marks, search }: OrderKeys): void {
  const neighbour = (by: number) => {
    const at = orders.findIndex(({ id }) => id === openId);
    return orders[at === -1 ? 0 : Math.min(orders.length - 1, Math.max(0, at + by))];
  };
  function step(by: number) {
    const next = neighbour(by);
    if (next) goToOrder(next.id);
  }
  function extend(by: number) {
    const next = neighbour(by);
    if (!next) return;
    if (marks.selected.length === 0 && openId !== null) marks.toggle(openId);
    marks.range(next.id);
    goToOrder(next.id);
  }
  useDeskKeys({
    nextChat: () => step(1),
    previousChat: () => step(-1),
    select: () => {
      const id = openId ?? focusedOrderId();
      return id === undefined ? false : marks.toggle(id);
    },
    selectDown: () => extend(1),
    selectUp: () => extend(-1),
    selectAll: marks.all,
    search: () => search.current?.focus(),
    leave: () => {
      if (marks.selected.length > 0) return marks.clear();
      if (openId === null) return false;
      goToOrder(null);
    },
  });
}

/** The row the focus stands on; counts only while no order is open. */
function focusedOrderId(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row;
}
