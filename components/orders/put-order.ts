import type { Order } from "@/lib/wire/orders";
import type { CachedPages } from "../live/apply-event";
import { belongs, comesBefore, type OrderQuery } from "./order-filters";

type Orders = CachedPages<Order>;

/** A list without one order. */
function without(list: Orders, id: string): Orders {
  const pages = list.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) }));
  return { ...list, pages };
}

/**
 * Takes an order as it is now into a cached list. One that no longer fits leaves, a new one goes where it belongs; one
 * beyond what is loaded waits for its page. `heldId`: it is being looked at and keeps its place, whatever became of it.
 */
export function putOrder(list: Orders, order: Order, query: OrderQuery, heldId: string | null): Orders {
  const known = list.pages.flatMap(({ items }) => items).find(({ id }) => id === order.id);
  const fits = belongs(order, query);
  if (known !== undefined) {
    if (fits === false && heldId !== order.id) return without(list, order.id);
    const isInPlace =
      heldId === order.id ||
      (known.ship_by === order.ship_by && known.ordered_at === order.ordered_at) ||
      fits === null;
    if (!isInPlace) return insert(without(list, order.id), order, query);
    const pages = list.pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === order.id ? order : one)),
    }));
    return { ...list, pages };
  }
  return fits === true ? insert(list, order, query) : list;
}

function insert(list: Orders, order: Order, { sort }: OrderQuery): Orders {
  let isPlaced = false;
  const pages = list.pages.map((page) => {
    if (isPlaced) return page;
    const at = page.items.findIndex((other) => comesBefore(order, other, sort));
    const isLastOfAll = at === -1 && page.next_cursor === null;
    if (at === -1 && !isLastOfAll) return page;
    isPlaced = true;
    const items =
      at === -1 ? [...page.items, order] : [...page.items.slice(0, at), order, ...page.items.slice(at)];
    return { ...page, items };
  });
  return isPlaced ? { ...list, pages } : list;
}
