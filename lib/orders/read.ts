import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, visibleSellers } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Chat } from "../wire/chats";
import type { Order, OrderDetails } from "../wire/orders";
import { findChatsOf } from "./chats-of-orders";
import { withDetails } from "./details";
import { readRows } from "./list";
import { type OrderRow, orderColumns } from "./model";
import { withPictures } from "./pictures";
import { findOthersOfBuyer } from "./same-buyer";

/** Postings as streams tell of them, by id. */
export async function readOrdersForStream(ids: readonly string[]): Promise<Map<string, Order>> {
  const orders = await withPictures(await readRows(ids));
  return new Map(orders.map((order) => [order.id, order]));
}

/** A posting of the actor's. Throws `not_found`, also for one that is not theirs. */
export async function requireOrder(actor: Actor, id: string): Promise<OrderRow> {
  if (!isUuid(id)) throw new AppError("not_found");
  const [row] = await db().$queryRaw<OrderRow[]>`
    SELECT ${orderColumns} FROM postings p
     WHERE p.id = ${id}::uuid AND ${isVisible(visibleSellers(actor), Prisma.sql`p.seller_id`)}`;
  if (row === undefined) throw new AppError("not_found");
  return row;
}

/** One posting with its way, money, stock and returns, what else its buyer ordered, and chats about it. */
export async function getOrder(input: {
  actor: Actor;
  id: string;
}): Promise<{ order: OrderDetails; same_buyer: Order[]; chats: Chat[] }> {
  const row = await requireOrder(input.actor, input.id);
  const [[order], others, chats] = await Promise.all([
    withDetails([row]),
    findOthersOfBuyer({ sellerId: row.sellerId, rows: [row], buyerKey: null, buyerName: null }),
    findChatsOf({ sellerId: row.sellerId, rows: [row], except: null }),
  ]);
  if (order === undefined) throw new AppError("not_found");
  return { order, same_buyer: await withPictures(others), chats };
}
