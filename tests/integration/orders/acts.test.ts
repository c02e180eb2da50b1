import { beforeAll, describe, expect, test } from "vitest";
import { runActions } from "@/lib/actions/run-actions";
import { db } from "@/lib/db/client";
import { assembleHandler, cancelHandler, handOverHandler } from "@/lib/orders/action-handlers";
import { assembleOrders, cancelOrders, handOverOrders, listCancelReasons } from "@/lib/orders/acts";
import { createDocument, forgetOldDocuments, getDocument, readDocumentFile } from "@/lib/orders/documents";
import { listDueDocuments, makeDocument } from "@/lib/orders/make-document";
import { changeOrderRules } from "@/lib/orders/rules";
import { ordersSection } from "@/lib/orders/sections";
import type { Dialect } from "../../../sandbox/model";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { takeIn } from "../../support/orders";
import { ownSandbox } from "../../support/sandbox";

ownDatabase();
const sandbox = ownSandbox({ enforceLimits: false });
const market = { products: 30, warehouses: 4, orders: 60, days: 20 };
const handlers = [assembleHandler, handOverHandler, cancelHandler];
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});

/** Sends what is asked for, and looks at what came of it without waiting for its time. */
async function actOn(sellerId: string): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await db().marketActionItem.updateMany({ where: { sellerId }, data: { dueAt: new Date(0) } });
    await runActions(sellerId, (kind) => handlers.find((handler) => handler.kind === kind) ?? null);
  }
}

let placed = 0;
async function place(seller: ConnectedSeller, order: object = {}): Promise<string> {
  placed += 1;
  const order_number = `8800${placed}-0001`;
  const { client_id } = seller.account;
  await sandbox().placeOrder({
    client_id,
    order: { order_number, status: "awaiting_packaging", ...order },
    quiet: true,
  });
  await takeIn(seller.id, ordersSection);
  return `${order_number}-1`;
}

const postingOf = (sellerId: string, postingNumber: string) =>
  db().posting.findFirstOrThrow({ where: { sellerId, postingNumber } });
const itemsOf = (actionId: string) =>
  db().marketActionItem.findMany({ where: { actionId }, orderBy: { position: "asc" } });

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "what is done with orders of a $dialect account",
  ({ dialect }) => {
    let seller: ConnectedSeller;
    beforeAll(async () => {
      seller = await makeConnectedSeller({
        sandbox: sandbox(),
        dialect,
        seed: { market },
        isBackfilled: false,
      });
    });
    const ask = (...postingNumbers: string[]) => ({
      actor: admin.actor,
      sellerId: seller.id,
      postingNumbers,
    });

    test("assembling is sent once, read back, and open to one person at a time", async () => {
      const number = await place(seller);
      const action = await assembleOrders(ask(number));
      await expect(assembleOrders(ask(number))).rejects.toMatchObject({ code: "act_not_open" });
      await actOn(seller.id);
      expect(await itemsOf(action.id)).toMatchObject([{ status: "done", subject: number }]);
      const row = await postingOf(seller.id, number);
      expect(row.actions).toContain("hand_over");
      expect(row.actions).not.toContain("assemble");
      await expect(assembleOrders(ask(number))).rejects.toMatchObject({ code: "act_not_open" });
      const handedOver = await handOverOrders(ask(number));
      await actOn(seller.id);
      expect(await itemsOf(handedOver.id)).toMatchObject([{ status: "done" }]);
    });

    test("what the marketplace refuses of one posting is that posting's failure alone", async () => {
      const [good, bad] = [await place(seller), await place(seller)];
      const action = await assembleOrders(ask(good, bad));
      const { client_id } = seller.account;
      await sandbox().moveOrder(bad, { client_id, status: "cancelled", quiet: true });
      await actOn(seller.id);
      expect(await itemsOf(action.id)).toMatchObject([
        { status: "done" },
        { status: "failed", errorCode: "marketplace_refused", errorText: "POSTING_ALREADY_CANCELLED" },
      ]);
      expect(await db().marketAction.findUniqueOrThrow({ where: { id: action.id } })).toMatchObject({
        status: "partly",
      });
    });

    test("cancelling names a reason that the marketplace offers", async () => {
      const number = await place(seller);
      const row = await postingOf(seller.id, number);
      const [reason] = await listCancelReasons({ actor: admin.actor, id: row.id });
      const action = await cancelOrders({ ...ask(number), reasonId: reason?.id ?? "" });
      await actOn(seller.id);
      expect(await itemsOf(action.id)).toMatchObject([{ status: "done" }]);
      expect(await postingOf(seller.id, number)).toMatchObject({ state: "cancelled", cancelledBy: "seller" });
    });

    test("labels are asked for, waited for, and handed out as a PDF; an act with them", async () => {
      const number = await place(seller, { status: "awaiting_deliver" });
      for (const kind of ["labels", "act"] as const) {
        const document = await createDocument({ ...ask(number), kind, language: "ru" });
        expect(document.status).toBe("preparing");
        await expect(readDocumentFile({ actor: admin.actor, id: document.id })).rejects.toMatchObject({
          code: "document_not_ready",
        });
        const ready = await finish(document.id);
        expect(ready).toMatchObject({ status: "ready", error: null });
        const file = await readDocumentFile({ actor: admin.actor, id: document.id });
        expect(Buffer.from(file.bytes).subarray(0, 5).toString()).toBe("%PDF-");
        expect(file.name).toMatch(/^(labels|act)-.*\.pdf$/);
      }
    });
  },
);

async function finish(id: string) {
  for (let round = 0; round < 12; round += 1) {
    await db().orderDocument.updateMany({ where: { id }, data: { dueAt: new Date(0) } });
    await makeDocument(id);
    const document = await getDocument({ actor: admin.actor, id, language: "ru" });
    if (document.status !== "preparing") return document;
  }
  return getDocument({ actor: admin.actor, id, language: "ru" });
}

describe("who may assemble", () => {
  test("operators where the setting lets them, at their own sellers; cancelling never is theirs by it", async () => {
    const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", isBackfilled: false });
    const number = await place(seller);
    const operator = await makeOperator([seller.id]);
    const stranger = await makeOperator([]);
    const ask = (person: Person) => ({ actor: person.actor, sellerId: seller.id, postingNumbers: [number] });
    await expect(assembleOrders(ask(operator))).rejects.toMatchObject({ code: "assembling_not_allowed" });
    await changeOrderRules({ actor: admin.actor, rules: { operators_may_assemble: true } });
    await expect(assembleOrders(ask(stranger))).rejects.toMatchObject({ code: "not_found" });
    expect(await assembleOrders(ask(operator))).toMatchObject({ kind: "assemble_orders", total: 1 });
    const packed = await place(seller, { status: "awaiting_deliver" });
    const paper = { ...ask(operator), postingNumbers: [packed], language: "ru" } as const;
    expect(await createDocument({ ...paper, kind: "labels" })).toMatchObject({ status: "preparing" });
    // It tells the carrier that the parcels are handed over.
    await expect(createDocument({ ...paper, kind: "act" })).rejects.toMatchObject({ code: "not_allowed" });
    await changeOrderRules({ actor: admin.actor, rules: { operators_may_assemble: false } });
    expect(await db().auditEntry.count({ where: { action: "order_rules.changed" } })).toBe(2);
  });
});

describe("documents", () => {
  let seller: ConnectedSeller;
  let number: string;
  beforeAll(async () => {
    seller = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect: "v3",
      seed: { market },
      isBackfilled: false,
    });
    number = await place(seller, { status: "awaiting_deliver" });
  });
  const ask = (kind: "labels" | "act") =>
    createDocument({
      actor: admin.actor,
      language: "ru",
      sellerId: seller.id,
      kind,
      postingNumbers: [number],
    });
  const due = (id: string, more: object = {}) =>
    db().orderDocument.update({ where: { id }, data: { dueAt: new Date(0), ...more } });

  test("more labels than are drawn at once are refused", async () => {
    const postingNumbers = Array.from({ length: 21 }, (_, index) => `${index}`);
    const given = { actor: admin.actor, language: "ru", sellerId: seller.id, kind: "labels" } as const;
    await expect(createDocument({ ...given, postingNumbers })).rejects.toMatchObject({
      code: "too_many_labels",
    });
  });

  test("an act of which nobody knows whether it was made is not made a second time", async () => {
    const { id } = await ask("act");
    // As a process leaves it that died between asking and hearing.
    await due(id, { errorCode: "delivery_unconfirmed" });
    await makeDocument(id);
    expect(await getDocument({ actor: admin.actor, id, language: "ru" })).toMatchObject({
      status: "failed",
      error: { code: "delivery_unconfirmed" },
    });
    const { client_id } = seller.account;
    expect(await sandbox().listRequests({ client_id, path: "/v1/carriage/create" })).toEqual([]);
  });

  test("a nudge that was lost is made up for, and what never comes is given up", async () => {
    const { id } = await ask("labels");
    await due(id);
    expect(await listDueDocuments()).toContain(id);
    await due(id, { createdAt: new Date(Date.now() - 11 * 60_000) });
    await makeDocument(id);
    expect(await getDocument({ actor: admin.actor, id, language: "ru" })).toMatchObject({ status: "failed" });
    expect(await listDueDocuments()).not.toContain(id);
  });

  test("a document is kept for a week", async () => {
    const { id } = await ask("labels");
    await due(id, { createdAt: new Date(Date.now() - 8 * 86_400_000) });
    await forgetOldDocuments();
    await expect(getDocument({ actor: admin.actor, id, language: "ru" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
