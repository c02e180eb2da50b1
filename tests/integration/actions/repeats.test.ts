import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { retryAction } from "@/lib/actions/change-action";
import { settleAction } from "@/lib/actions/settle-action";
import { db } from "@/lib/db/client";
import { assembleOrders, cancelOrders, handOverOrders } from "@/lib/orders/acts";
import { addBarcodes, importBySku } from "@/lib/products/add-products";
import { archiveProducts, deleteProducts, unarchiveProducts } from "@/lib/products/archive-products";
import { updatePrices } from "@/lib/products/update-prices";
import { acceptReturn } from "@/lib/returns/accept-return";
import { decideReturn } from "@/lib/returns/decide-return";
import { updateStocks } from "@/lib/stocks/update-stocks";
import type { Action } from "@/lib/wire/actions";
import { ownDatabase } from "../../support/database";
import { makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let lead: Person;
let sellerId: string;
let returnId: string;
let idempotencyKey: string;
beforeAll(async () => {
  lead = await makeSupervisor();
});
beforeEach(async () => {
  sellerId = await makeStoredSeller();
  idempotencyKey = randomUUID();
  await db().posting.create({
    data: {
      ...{ sellerId, postingNumber: "1-1", orderNumber: "1", status: "awaiting", state: "awaiting" },
      actions: ["assemble", "hand_over", "cancel"],
    },
  });
  const product = { sellerId, productId: "77", price: "100.00", currency: "RUB" };
  await db().product.createMany({
    data: [
      { ...product, offerId: "on-sale", sku: "5" },
      { ...product, offerId: "put-away", isArchived: true },
    ],
  });
  await db().warehouse.create({ data: { sellerId, warehouseId: "w", kind: "own", name: "Склад" } });
  const request = await db().return.create({
    data: {
      ...{ sellerId, kind: "request", externalId: "9", scheme: "rfbs", status: "New", state: "asked" },
      actions: [{ id: "1000", name: "Согласовать", needs: [], means: "accept" }],
    },
  });
  returnId = request.id;
});

/** What an action changes, as it stands when the process died between the commit and the answer. */
async function letAllBeOver(): Promise<void> {
  await database.query("UPDATE market_action_items SET status = 'done' WHERE seller_id = $1", [sellerId]);
  await database.query("UPDATE market_actions SET status = 'done' WHERE seller_id = $1", [sellerId]);
  await database.query("UPDATE postings SET actions = '{}' WHERE seller_id = $1", [sellerId]);
  await database.query("UPDATE products SET price = 1, gone_at = now() WHERE seller_id = $1", [sellerId]);
  await database.query("UPDATE returns SET actions = '[]', status = 'Approved' WHERE seller_id = $1", [
    sellerId,
  ]);
  await database.query("DELETE FROM warehouses WHERE seller_id = $1", [sellerId]);
}

const asked = () => ({ actor: lead.actor, sellerId, idempotencyKey });
const verbs: Record<string, () => Promise<Action>> = {
  "assembling orders": () => assembleOrders({ ...asked(), postingNumbers: ["1-1"] }),
  "handing orders over": () => handOverOrders({ ...asked(), postingNumbers: ["1-1"] }),
  "cancelling orders": () => cancelOrders({ ...asked(), postingNumbers: ["1-1"], reasonId: "352" }),
  "changing prices": () =>
    updatePrices({
      ...asked(),
      items: [{ offer_id: "on-sale", price: "120.00", expected_price: "100.00" }],
      isLargeConfirmed: false,
    }),
  "putting products away": () => archiveProducts({ ...asked(), offerIds: ["on-sale"] }),
  "bringing products back": () => unarchiveProducts({ ...asked(), offerIds: ["put-away"] }),
  "deleting products": () => deleteProducts({ ...asked(), offerIds: ["put-away"], confirm: 1 }),
  "adding barcodes": () =>
    addBarcodes({ ...asked(), items: [{ offer_id: "on-sale", barcode: "4600000000017" }] }),
  "copying a card": () =>
    importBySku({ ...asked(), items: [{ offer_id: "copy", sku: "123", price: "10.00", vat: "0" }] }),
  "setting stocks": () => updateStocks({ ...asked(), items: [{ offerId: "on-sale", stock: 5 }] }),
  "deciding about a return": () => decideReturn({ ...asked(), returnId, given: { action_id: "1000" } }),
};

test.each(Object.entries(verbs))(
  "%s under the same key is one action, whatever it changed",
  async (_, act) => {
    const first = await act();
    await letAllBeOver();
    expect((await act()).id).toBe(first.id);
    expect(await db().marketAction.count({ where: { sellerId } })).toBe(1);
  },
);

test("accepting a return under the key of its decision is that decision", async () => {
  const first = await decideReturn({ ...asked(), returnId, given: { action_id: "1000" } });
  await letAllBeOver();
  expect((await acceptReturn({ ...asked(), returnId })).id).toBe(first.id);
});

test("nobody gets another person's action by their key, nor one of a seller they do not see", async () => {
  const first = await verbs["assembling orders"]?.();
  const other = await makeSupervisor();
  await expect(
    assembleOrders({ ...asked(), actor: other.actor, postingNumbers: ["1-1"] }),
  ).rejects.toMatchObject({ code: "act_not_open" });
  expect(first?.seller_id).toBe(sellerId);
});

test("what failed is not tried again while something else is done with the same thing", async () => {
  const change = (price: string) =>
    updatePrices({
      ...{ actor: lead.actor, sellerId, isLargeConfirmed: true },
      items: [{ offer_id: "on-sale", price }],
    });
  const first = await change("120.00");
  await database.query("UPDATE market_action_items SET status = 'failed' WHERE action_id = $1", [first.id]);
  await settleAction(first.id);
  const second = await change("130.00");
  const again = { actor: lead.actor, actionId: first.id };
  await expect(retryAction(again)).rejects.toMatchObject({ code: "act_not_open" });
  await database.query("UPDATE market_action_items SET status = 'done' WHERE action_id = $1", [second.id]);
  await settleAction(second.id);
  expect((await retryAction(again)).status).toBe("queued");
});
