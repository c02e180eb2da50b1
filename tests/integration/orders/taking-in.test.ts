import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { fboOrdersSection, ordersSection } from "@/lib/orders/sections";
import { eraseBuyer } from "@/lib/privacy/erase-buyer";
import { answerPostingRing } from "@/workers/jobs/answer-posting-ring";
import type { Dialect } from "../../../sandbox/model";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { daysAgo, makeOrderedChat, takeIn } from "../../support/orders";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox({ enforceLimits: false });
const market = { products: 30, warehouses: 4, orders: 900, days: 90 };
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});

const eventsOf = async (sellerId: string) =>
  (await db().event.findMany({ where: { sellerId, name: "order.updated" } })).length;

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "orders of a $dialect account",
  ({ dialect }) => {
    let seller: ConnectedSeller;
    beforeAll(async () => {
      seller = await makeConnectedSeller({ sandbox: sandbox(), dialect, seed: { market } });
    });

    test("the first pass takes in thirty days, of all schemes, and tells of what was ordered just now alone", async () => {
      const { client_id } = seller.account;
      const order = { order_number: "77000000-0001", paid_at: new Date().toISOString() };
      await sandbox().placeOrder({ client_id, order, quiet: true });
      await takeIn(seller.id, ordersSection);
      await takeIn(seller.id, fboOrdersSection);
      const rows = await db().posting.findMany({ where: { sellerId: seller.id } });
      expect(rows.length).toBeGreaterThan(100);
      const oldest = Math.min(...rows.map((row) => row.orderedAt?.getTime() ?? Number.POSITIVE_INFINITY));
      expect(oldest).toBeGreaterThan(Date.now() - 31 * 86_400_000);
      expect(new Set(rows.map((row) => row.scheme))).toContain("fbo");
      expect(new Set(rows.map((row) => row.scheme))).toContain("fbs");
      const justNow = rows.filter((row) => (row.orderedAt?.getTime() ?? 0) > Date.now() - 9 * 60_000);
      expect(justNow.map((row) => row.orderNumber)).toContain("77000000-0001");
      const told = await eventsOf(seller.id);
      expect(told).toBeGreaterThanOrEqual(justNow.length);
      expect(told).toBeLessThan(10);
      const priced = rows.filter((row) => row.total !== null);
      expect(priced.length).toBe(rows.length);
      const own = rows.find((row) => row.actions.includes("assemble"));
      expect(own).toMatchObject({ stage: "packing", scheme: expect.stringMatching(/fbs/) });
    });

    test("a later pass brings what is new and what changed, with one event each, and no more", async () => {
      const { client_id } = seller.account;
      await sandbox().placeOrder({ client_id, order: { order_number: "77000001-0001" }, quiet: true });
      await takeIn(seller.id, ordersSection);
      const before = await eventsOf(seller.id);
      expect(before).toBeGreaterThanOrEqual(1);
      await sandbox().moveOrder("77000001-0001-1", { client_id, status: "delivering", quiet: true });
      await takeIn(seller.id, ordersSection);
      const row = await db().posting.findFirstOrThrow({
        where: { sellerId: seller.id, postingNumber: "77000001-0001-1" },
      });
      expect(row).toMatchObject({ stage: "shipped", stages: [{ stage: "packing" }] });
      expect(await eventsOf(seller.id)).toBe(before + 1);
      await takeIn(seller.id, ordersSection);
      expect(await eventsOf(seller.id)).toBe(before + 1);
    });

    test("a ring brings a posting that nobody has seen, by its own request", async () => {
      const { client_id } = seller.account;
      await sandbox().placeOrder({ client_id, order: { order_number: "77000002-0001" }, quiet: true });
      await db().webhookDelivery.create({
        data: {
          sellerId: seller.id,
          kind: "posting_changed",
          dedupeKey: "ring-1",
          postingNumber: "77000002-0001-1",
        },
      });
      await answerPostingRing({ seller_id: seller.id, posting_number: "77000002-0001-1" });
      const where = { sellerId: seller.id, postingNumber: "77000002-0001-1" };
      const row = await db().posting.findFirstOrThrow({ where });
      expect(await db().event.count({ where: { name: "order.updated", subjectId: row.id } })).toBe(1);
      expect(await db().webhookDelivery.count({ where: { ...where, status: "pending" } })).toBe(0);
    });
  },
);

test("of a buyer who was forgotten nothing comes back, also by orders that were not here yet", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const order = { customer_id: "3100000000000000051", customer_name: "Евлампия Незабвенная", city: "Омск" };
  const { chatId } = await makeOrderedChat({ database, seller }, "7800-0001", order);
  const place = (order_number: string, paid_at: string) =>
    sandbox().placeOrder({ client_id: seller.account.client_id, order: { order_number, paid_at, ...order } });
  await place("7800-0002", daysAgo(5));
  await eraseBuyer({ actor: admin.actor, chatId, confirm: "Евлампия Незабвенная" });
  await takeIn(seller.id, ordersSection);
  expect(await db().posting.count({ where: { sellerId: seller.id, isAnonymous: true } })).toBe(2);
  expect(await findInDatabase(database, "Незабвенная")).toEqual([]);
  expect(await findInDatabase(database, "3100000000000000051")).toEqual([]);
  // Whoever orders again after that is a buyer like all others.
  await place("7800-0003", new Date(Date.now() + 60_000).toISOString());
  await takeIn(seller.id, ordersSection);
  const again = await db().posting.findFirst({ where: { sellerId: seller.id, orderNumber: "7800-0003" } });
  expect(again?.buyerName ?? null).toBe("Евлампия Незабвенная");
});
