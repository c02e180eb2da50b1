import { db } from "@/lib/db/client";
import { ordersSection } from "@/lib/orders/sections";
import { runSection } from "@/lib/sync/run-section";
import type { SectionReader } from "@/lib/sync/section";
import type { SandboxClient } from "../../sandbox/client";
import type { NewOrderInput } from "../../sandbox/control-protocol";
import type { TestDatabase } from "./database";
import { type ConnectedSeller, makeConnectedSeller } from "./factories";
import { pollLater } from "./stored";

/** A buyer's order, at the marketplace and beside its chat here. */
export interface OrderedChat {
  readonly chatId: string;
  readonly externalId: string;
  readonly orderNumber: string;
  readonly postingNumber: string;
}

/** A seller whose orders can be followed (production's dialect). */
export function makeShop(
  sandbox: SandboxClient,
  how: Omit<Parameters<typeof makeConnectedSeller>[0], "sandbox" | "dialect"> = {},
): Promise<ConnectedSeller> {
  return makeConnectedSeller({ sandbox, dialect: "v3", ...how });
}

/** Somebody wrote about their order, and both are stored. The order was placed three days ago unless `order` says when. */
export async function makeOrderedChat(
  given: { database: TestDatabase; seller: ConnectedSeller },
  orderNumber: string,
  order: Partial<NewOrderInput["order"]> = {},
): Promise<OrderedChat> {
  const { database, seller } = given;
  const { chatId: externalId } = await seller.say("Где мой заказ?", {
    order: { order_number: orderNumber, status: "awaiting_deliver", paid_at: daysAgo(3), ...order },
  });
  await pollLater(seller.id);
  // Production names the order in two messages of three only; here it is always known.
  const [chat] = await database.query<{ id: string }>(
    "UPDATE chats SET order_number = $3 WHERE seller_id = $1 AND external_id = $2 RETURNING id",
    [seller.id, externalId, orderNumber],
  );
  if (chat === undefined) throw new Error(`chat ${externalId} is not stored`);
  await pollLater(seller.id);
  return { chatId: chat.id, externalId, orderNumber, postingNumber: `${orderNumber}-1` };
}

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

/** The changes written down for a seller, oldest first: "<posting>:<stage>". */
export async function readChanges(database: TestDatabase, sellerId: string): Promise<string[]> {
  const rows = await database.query<{ what: string }>(
    "SELECT posting_number || ':' || stage AS what FROM posting_changes WHERE seller_id = $1 ORDER BY id",
    [sellerId],
  );
  return rows.map((row) => row.what);
}

/** Has a section taken in now, whenever its turn would be, from the beginning of a pass to its end. */
export async function takeIn(sellerId: string, reader: SectionReader): Promise<void> {
  const key = { sellerId, section: reader.section };
  await db().sectionSync.upsert({
    where: { sellerId_section: key },
    create: { ...key, nextAt: new Date(0) },
    update: { nextAt: new Date(0) },
  });
  while ((await runSection({ sellerId, reader })) === "more");
}

/** What changed among the orders of a seller's own warehouses. */
export function lookAtOrders(sellerId: string): Promise<void> {
  return takeIn(sellerId, ordersSection);
}
