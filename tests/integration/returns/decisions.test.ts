import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { runActions } from "@/lib/actions/run-actions";
import { db } from "@/lib/db/client";
import { returnHandler } from "@/lib/returns/action-handlers";
import { decideReturn } from "@/lib/returns/decide-return";
import { countReturns, listReturns } from "@/lib/returns/list-returns";
import { getReturn } from "@/lib/returns/read";
import { returnRequestsSection, returnsSection } from "@/lib/returns/sections";
import { runSection } from "@/lib/sync/run-section";
import type { SectionReader } from "@/lib/sync/section";
import type { Dialect } from "../../../sandbox/model";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

ownDatabase();
const sandbox = ownSandbox({ enforceLimits: false });
const market = { products: 40, warehouses: 4, orders: 800, days: 100 };
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});

/** A whole pass, as its jobs would take it in. */
async function takeIn(sellerId: string, reader: SectionReader): Promise<void> {
  const key = { sellerId, section: reader.section };
  await db().sectionSync.upsert({
    where: { sellerId_section: key },
    create: key,
    update: { nextAt: new Date(0) },
  });
  while ((await runSection({ sellerId, reader })) === "more");
  const row = await db().sectionSync.findUniqueOrThrow({ where: { sellerId_section: key } });
  expect(row).toMatchObject({ cursor: null, errorCode: null });
}

const makeSeller = (dialect: Dialect) =>
  makeConnectedSeller({ sandbox: sandbox(), dialect, seed: { market }, isBackfilled: false });

/** A buyer of a delivered rFBS order asks to give it back; the request is taken in. */
async function ask(
  seller: ConnectedSeller,
): Promise<{ id: string; externalId: string; postingNumber: string }> {
  const number = `${Math.floor(Math.random() * 9e7) + 1e7}-0001`;
  const order = await sandbox().placeOrder({
    client_id: seller.account.client_id,
    order: { order_number: number, scheme: "rfbs", status: "delivered", price: "1990.00" },
  });
  const { id: externalId } = await sandbox().addReturnRequest({
    client_id: seller.account.client_id,
    posting_number: order.posting_number,
  });
  await takeIn(seller.id, returnRequestsSection);
  const row = await db().return.findFirstOrThrow({ where: { sellerId: seller.id, externalId } });
  return { id: row.id, externalId, postingNumber: order.posting_number };
}

/** Sends what is asked for, and looks at what came of it without waiting for its time. */
async function actOn(seller: ConnectedSeller): Promise<void> {
  for (const _ of ["send", "look"]) {
    await db().marketActionItem.updateMany({ where: { sellerId: seller.id }, data: { dueAt: new Date(0) } });
    await runActions(seller.id, (kind) => (kind === "decide_return" ? returnHandler : null));
  }
}

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "returns in $dialect",
  ({ dialect }) => {
    let seller: ConnectedSeller;
    beforeAll(async () => {
      seller = await makeSeller(dialect);
      await takeIn(seller.id, returnsSection);
      await takeIn(seller.id, returnRequestsSection);
    });

    test("goods on their way back are all here, with their state, and follow it", async () => {
      const theirs = await sandbox().listReturns(seller.account.client_id);
      const since = Date.now() - 89 * 86_400_000;
      const goods = theirs.filter((one) => one.kind === "goods" && Date.parse(one.changed_at) > since);
      expect(goods.length).toBeGreaterThan(5);
      const rows = await db().return.findMany({ where: { sellerId: seller.id, kind: "parcel" } });
      const byId = new Map(rows.map((row) => [row.externalId, row]));
      expect(goods.filter(({ id, state }) => byId.get(id)?.status !== state)).toEqual([]);
      expect(rows.filter(({ state }) => state === "unknown")).toEqual([]);
      const moving = goods.find(({ state }) => state.startsWith("Moving")) ?? goods[0];
      const change = { client_id: seller.account.client_id, state: "ArrivedAtReturnPlace" };
      await sandbox().changeReturn(moving?.id ?? "", change);
      await takeIn(seller.id, returnsSection);
      const moved = await db().return.findFirst({
        where: { sellerId: seller.id, externalId: moving?.id ?? "" },
      });
      expect(moved).toMatchObject({ state: "at_pickup", isOpen: true });
    });

    test("a request is accepted once, seen to be so, and not offered again", async () => {
      const { id, externalId } = await ask(seller);
      const shown = await getReturn({ actor: admin.actor, returnId: id });
      expect(shown).toMatchObject({ state: "asked", is_open: true, price: "1990.00", buyer_name: null });
      expect(shown.actions).toContainEqual({ id: "1000", name: "Согласовать возврат", needs: [] });
      const given = { action_id: "1000" };
      const action = await decideReturn({ actor: admin.actor, returnId: id, given });
      expect(action).toMatchObject({ kind: "decide_return", status: "queued", total: 1 });
      await expect(decideReturn({ actor: admin.actor, returnId: id, given })).rejects.toMatchObject({
        code: "act_not_open",
      });
      await actOn(seller);
      const item = await db().marketActionItem.findFirstOrThrow({ where: { actionId: action.id } });
      expect(item).toMatchObject({ status: "done", subject: externalId, seen: { status: "APPROVED" } });
      expect(await getReturn({ actor: admin.actor, returnId: id })).toMatchObject({ state: "approved" });
      await expect(decideReturn({ actor: admin.actor, returnId: id, given })).rejects.toMatchObject({
        code: "act_not_open",
      });
    });

    test("a rejection needs a reason, and words where the reason asks for them", async () => {
      const { id } = await ask(seller);
      const decide = (given: object) =>
        decideReturn({ actor: admin.actor, returnId: id, given: { action_id: "-1", ...given } });
      await expect(decide({})).rejects.toMatchObject({ code: "invalid_input" });
      await expect(decide({ rejection_id: "101" })).rejects.toMatchObject({ code: "invalid_input" });
      const action = await decide({ rejection_id: "103" });
      await actOn(seller);
      const item = await db().marketActionItem.findFirstOrThrow({ where: { actionId: action.id } });
      expect(item).toMatchObject({ status: "done", wanted: { reason: "Истёк срок возврата" } });
      expect(await getReturn({ actor: admin.actor, returnId: id })).toMatchObject({
        state: "rejected",
        is_open: false,
      });
    });

    test("a compensation is no more than the price and comes as exactly that sum", async () => {
      const { id } = await ask(seller);
      const decide = (amount?: string) =>
        decideReturn({ actor: admin.actor, returnId: id, given: { action_id: "1020", amount } });
      await expect(decide()).rejects.toMatchObject({ code: "invalid_input" });
      await expect(decide("0.00")).rejects.toMatchObject({ code: "invalid_input" });
      await expect(decide("1990.01")).rejects.toMatchObject({ code: "invalid_input" });
      await decide("500.10");
      await actOn(seller);
      expect(await getReturn({ actor: admin.actor, returnId: id })).toMatchObject({ state: "compensated" });
      const calls = await sandbox().listRequests({ client_id: seller.account.client_id });
      expect(
        calls.filter(
          ({ path }) => path.startsWith("/v2/returns/rfbs/compensate") || path.endsWith("action/set"),
        ).length,
      ).toBeGreaterThan(0);
    });

    test("what the marketplace refuses fails with its words", async () => {
      const { id, externalId } = await ask(seller);
      const given = { action_id: "1000" };
      const action = await decideReturn({ actor: admin.actor, returnId: id, given });
      await sandbox().changeReturn(externalId, { client_id: seller.account.client_id, state: "REJECTED" });
      await actOn(seller);
      const item = await db().marketActionItem.findFirstOrThrow({ where: { actionId: action.id } });
      expect(item).toMatchObject({ status: "failed" });
      expect(item.errorText).toMatch(/not available/);
    });

    test("pages of the list hold each return once, and the tabs count them", async () => {
      const query = { seller_id: seller.id, tab: "all" as const, limit: 7 };
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listReturns({ actor: admin.actor, query: { ...query, cursor } });
        ids.push(...page.items.map((one) => one.id));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      const counts = await countReturns({ actor: admin.actor, query: { seller_id: seller.id } });
      expect(new Set(ids).size).toBe(ids.length);
      expect(counts.all).toBe(ids.length);
      expect(counts.open + counts.closed).toBe(counts.all);
      const closed = await listReturns({
        actor: admin.actor,
        query: { ...query, tab: "closed", limit: 100 },
      });
      expect(closed.items).toHaveLength(Math.min(100, counts.closed));
    });

    test("an operator of other sellers sees and decides nothing", async () => {
      const { id } = await ask(seller);
      const stranger = await makeOperator([]);
      const { actor } = stranger;
      await expect(getReturn({ actor, returnId: id })).rejects.toMatchObject({ code: "not_found" });
      await expect(decideReturn({ actor, returnId: id, given: { action_id: "1000" } })).rejects.toMatchObject(
        { code: "not_found" },
      );
      const query = { tab: "all", limit: 100 } as const;
      expect(await listReturns({ actor, query })).toEqual({ items: [], next_cursor: null });
      expect(await countReturns({ actor, query: {} })).toMatchObject({ all: 0 });
      await expect(getReturn({ actor: admin.actor, returnId: randomUUID() })).rejects.toMatchObject({
        code: "not_found",
      });
    });

    test("a forgotten buyer's words do not come back with the next pass", async () => {
      const { id, postingNumber } = await ask(seller);
      expect((await getReturn({ actor: admin.actor, returnId: id })).comment).not.toBeNull();
      await db().return.update({
        where: { id },
        data: { isAnonymous: true, buyerName: null, comment: null, photos: [], detailedAt: null },
      });
      await takeIn(seller.id, returnRequestsSection);
      const kept = await getReturn({ actor: admin.actor, returnId: id });
      expect(kept).toMatchObject({
        comment: null,
        buyer_name: null,
        photos: [],
        posting_number: postingNumber,
      });
      expect(kept.detailed_at).not.toBeNull();
    });
  },
);
