import type { Order } from "../../model";

/** One of a parcel's things. */
export interface ReturnedLine {
  sku: string;
  offerId: string;
  name: string;
  price: string;
  quantity: number;
}

/** The first thing of a parcel, all of it. */
export function firstLine(order: Order): ReturnedLine {
  const { sku, offerId, productName: name, price, quantity } = order;
  return { sku, offerId, name, price, quantity };
}

/** One piece of one of its things. */
export function lineOf(order: Order, random: () => number): ReturnedLine {
  const lines = [firstLine(order), ...(order.more ?? [])];
  const line = lines[Math.floor(random() * lines.length)] ?? firstLine(order);
  return { ...line, quantity: 1 };
}

/** The line a request made by hand is about. */
export function anyLineOf(order: Order): ReturnedLine {
  return { ...firstLine(order), quantity: 1 };
}
