"use client";

/** The order that an address of this section shows; null: the list alone. */
export function parseOrderPath(path: string): string | null {
  const id = /^\/orders\/([^/?#]+)/.exec(path)?.[1];
  return id === undefined ? null : decodeURIComponent(id);
}

/** The address of the list, or of an order beside it, with the list's filters kept. */
export function orderPath(orderId: string | null, search: string): string {
  const path = orderId === null ? "/orders" : `/orders/${encodeURIComponent(orderId)}`;
  return search === "" ? path : `${path}?${search.replace(/^\?/, "")}`;
}

/** Opens an order beside the list, or closes it, without asking the server for a page. */
export function goToOrder(orderId: string | null): void {
  const next = orderPath(orderId, window.location.search);
  const isBeside = parseOrderPath(window.location.pathname) !== null && orderId !== null;
  // Stepping from order to order is one visit: the way back leads to the list.
  if (isBeside) window.history.replaceState(null, "", next);
  else window.history.pushState(null, "", next);
}
