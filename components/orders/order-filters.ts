import type { QueryInput } from "@/lib/wire/endpoint";
import type { listOrders, Order, OrderTab } from "@/lib/wire/orders";

/** The parts of the list's address. */
export const addressNames = [
  "tab",
  "seller",
  "scheme",
  "warehouse",
  "from",
  "to",
  "chat",
  "q",
  "sort",
] as const;
type AddressName = (typeof addressNames)[number];
export type OrderAddress = Readonly<Partial<Record<AddressName, string>>>;

/** What a list of orders is asked by. */
export type OrderQuery = Partial<QueryInput<typeof listOrders>> & { readonly tab: OrderTab };

/** The tabs in their order on the screen; declarations give the browser no values (components/browser-zod.ts). */
export const orderTabs = [
  "to_assemble",
  "to_hand_over",
  "late",
  "on_way",
  "pick_up",
  "delivered",
  "cancelled",
  "disputed",
  "all",
] as const satisfies readonly OrderTab[];

const day = /^\d{4}-\d{2}-\d{2}$/;
const schemes = ["fbs", "rfbs", "fbo"];

/** The tab an address names; what cannot be read is the first one. */
export function tabOf(address: OrderAddress): OrderTab {
  return orderTabs.find((tab) => tab === address.tab) ?? "to_assemble";
}

/** Lists of what has yet to leave: these alone can be asked for by when that must be (lib/orders). */
export function isToLeave(tab: OrderTab): boolean {
  return tab === "to_assemble" || tab === "to_hand_over";
}

/** What must leave first stands first while there is something to send; afterwards what was ordered last. */
export function sortOf(address: OrderAddress): "newest" | "ship_by" {
  return isToLeave(tabOf(address)) && address.sort !== "newest" ? "ship_by" : "newest";
}

/** The question to the server behind an address; parts that cannot be read are left out. */
export function toOrderQuery(address: OrderAddress): OrderQuery {
  const { seller, scheme, warehouse, from, to, chat, q } = address;
  return {
    tab: tabOf(address),
    sort: sortOf(address),
    seller_id: seller,
    scheme: scheme !== undefined && schemes.includes(scheme) ? scheme : undefined,
    warehouse_id: warehouse,
    from: from !== undefined && day.test(from) ? from : undefined,
    to: to !== undefined && day.test(to) ? to : undefined,
    has_chat: chat === "yes" || chat === "no" ? chat : undefined,
    q: q || undefined,
  };
}

/** Whether the address narrows its tab. */
export function isNarrowed(address: OrderAddress): boolean {
  return addressNames.some((name) => name !== "tab" && name !== "sort" && (address[name] ?? "") !== "");
}

const may = (order: Order, act: Order["actions"][number]) => order.actions.includes(act);

/** Whether an order stands in a tab: the same as the server's (lib/orders). */
export function standsIn(order: Order, tab: OrderTab): boolean {
  switch (tab) {
    case "all":
      return true;
    case "to_assemble":
      return may(order, "assemble");
    case "to_hand_over":
      return may(order, "hand_over");
    case "on_way":
      return order.stage === "shipped";
    case "pick_up":
    case "delivered":
    case "disputed":
      return order.stage === tab;
    case "cancelled":
      return order.stage === "cancelled" || order.stage === "returning";
    case "late":
      return order.is_late;
    default:
      return tab satisfies never;
  }
}

/** Whether an order that was just told of belongs into a list. Words are the server's to judge: null, nobody knows here. */
export function belongs(order: Order, query: OrderQuery): boolean | null {
  const fits =
    standsIn(order, query.tab) &&
    (query.seller_id === undefined || query.seller_id === order.seller_id) &&
    (query.scheme === undefined || query.scheme === order.scheme) &&
    (query.warehouse_id === undefined || query.warehouse_id === order.warehouse?.id) &&
    (query.has_chat === undefined || (query.has_chat === "yes") === (order.chat_id !== null)) &&
    isWithin(order, query);
  if (!fits) return false;
  return query.q === undefined ? true : null;
}

/** Days are the desk's own, in Moscow. */
const deskDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Moscow", dateStyle: "short" });

function isWithin({ ordered_at }: Order, { from, to }: OrderQuery): boolean {
  if (from === undefined && to === undefined) return true;
  if (ordered_at === null) return false;
  const ordered = deskDay.format(new Date(ordered_at));
  return (from === undefined || ordered >= from) && (to === undefined || ordered <= to);
}

/** Whether `a` stands before `b`, in the server's order; what has no time stands last. */
export function comesBefore(a: Order, b: Order, sort: OrderQuery["sort"]): boolean {
  if (sort === "ship_by" && a.ship_by !== b.ship_by)
    return a.ship_by !== null && (b.ship_by === null || a.ship_by < b.ship_by);
  if (sort === "ship_by") return a.id < b.id;
  if (a.ordered_at !== b.ordered_at)
    return a.ordered_at !== null && (b.ordered_at === null || a.ordered_at > b.ordered_at);
  return a.id > b.id;
}
