import { z } from "zod";
import type { Return } from "@/generated/prisma/client";
import { db } from "../db/client";
import type { OrderDetails } from "../wire/orders";
import { type OrderRow, readProducts, toWireOrder } from "./model";
import { findPictures } from "./pictures";
import { stepsOf } from "./steps";
import { readStock, type StockOf } from "./stock";

/** Postings with their way, money, stock and returns. */
export async function withDetails(rows: readonly OrderRow[]): Promise<OrderDetails[]> {
  const wanted = rows.flatMap(({ sellerId, products }) =>
    readProducts(products).flatMap(({ offer_id }) => (offer_id ? [{ sellerId, offerId: offer_id }] : [])),
  );
  const [pictures, stock, returns] = await Promise.all([
    findPictures(wanted),
    readStock(wanted),
    readReturns(rows),
  ]);
  return rows.map((row) => {
    const ofSeller = pictures.get(row.sellerId) ?? new Map<string, string>();
    return {
      ...toWireOrder(row, ofSeller),
      steps: stepsOf(row),
      money: moneyOf(row),
      stock: stockOf(row, stock, ofSeller),
      returns: returns
        .filter((one) => one.sellerId === row.sellerId && one.postingNumber === row.postingNumber)
        .map(toReturn),
    };
  });
}

const storedMoney = z.array(
  z.object({
    sku: z.string().nullish(),
    price: z.string().nullish(),
    commission: z.string().nullish(),
    payout: z.string().nullish(),
  }),
);

function moneyOf(row: OrderRow): OrderDetails["money"] {
  const names = new Map(readProducts(row.products).map((product) => [product.sku, product.name]));
  return (storedMoney.safeParse(row.money).data ?? []).map((one) => ({
    sku: one.sku ?? null,
    name: names.get(one.sku) ?? null,
    price: one.price ?? null,
    commission: one.commission ?? null,
    payout: one.payout ?? null,
  }));
}

function stockOf(
  row: OrderRow,
  stock: StockOf,
  pictures: ReadonlyMap<string, string>,
): OrderDetails["stock"] {
  return readProducts(row.products).flatMap(({ offer_id, name }) => {
    if (!offer_id) return [];
    const known = stock.get(`${row.sellerId} ${offer_id}`);
    if (known === undefined) return [];
    return [{ offer_id, name, picture: pictures.get(offer_id) ?? null, ...known }];
  });
}

/** Index returns_seller_id_posting_number_idx. */
function readReturns(rows: readonly OrderRow[]): Promise<Return[]> {
  return db().return.findMany({
    where: {
      OR: rows.map(({ sellerId, postingNumber }) => ({ sellerId, postingNumber })),
    },
    orderBy: { changedAt: "desc" },
    take: 100,
  });
}

const returnActions = z.array(
  z.object({ id: z.string(), name: z.string(), needs: z.array(z.string()).catch([]) }),
);

function toReturn(row: Return): OrderDetails["returns"][number] {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind === "request" ? "request" : "parcel",
    state: row.state,
    status_name: row.statusName,
    reason: row.reason,
    product_name: row.productName,
    quantity: row.quantity,
    changed_at: row.changedAt?.toISOString() ?? null,
    actions: returnActions.safeParse(row.actions).data ?? [],
  };
}
