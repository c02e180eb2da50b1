import { beforeEach, describe, expect, test } from "vitest";
import { cancelAction, retryAction } from "@/lib/actions/change-action";
import type { ActionHandler, ActionWork, ItemSight } from "@/lib/actions/handler";
import { listSellersWithDueActions } from "@/lib/actions/items";
import { getAction, listActionItems, listActions } from "@/lib/actions/list-actions";
import { forgetOldAskKeys, queueAction } from "@/lib/actions/queue";
import { runActions } from "@/lib/actions/run-actions";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { MarketplaceError } from "@/lib/marketplaces/errors";
import type { ItemOutcome } from "@/lib/marketplaces/port-page";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeConnectedSeller,
  makeOperator,
  makeSupervisor,
  type Person,
} from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let lead: Person;
let seller: ConnectedSeller;
beforeEach(async () => {
  lead ??= await makeSupervisor();
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
});

const accepted = (subject: string): ItemOutcome => ({
  subject,
  outcome: "accepted",
  theirCode: null,
  theirText: null,
  taskId: null,
});
const refused = (subject: string): ItemOutcome => ({
  ...accepted(subject),
  outcome: "refused",
  theirCode: "NO",
  theirText: "их слова",
});

/** A way to carry out that asks the marketplace something harmless, so that permits and claims are the real ones. */
function handlerOf(given: {
  isAbsolute?: boolean;
  batch?: number;
  send?: (work: ActionWork) => Promise<readonly ItemOutcome[]> | readonly ItemOutcome[];
  look?: (work: ActionWork) => readonly ItemSight[];
}) {
  const sent: string[][] = [];
  const handler: ActionHandler = {
    kind: "update_prices",
    batch: given.batch ?? 2,
    isAbsolute: given.isAbsolute ?? true,
    async send(work) {
      await work.marketplace.scores?.readChatScores();
      sent.push(work.items.map((item) => item.subject));
      return (await given.send?.(work)) ?? work.items.map((item) => accepted(item.subject));
    },
    async look(work) {
      return given.look?.(work) ?? work.items.map((item) => sight(item.position, "done"));
    },
  };
  return { handler, sent };
}

function sight(position: number, verdict: ItemSight["verdict"], theirText: string | null = null): ItemSight {
  return { position, verdict, seen: { price: "2.00" }, theirText };
}

async function ask(subjects: readonly string[], more: { isExclusive?: boolean; key?: string } = {}) {
  const row = await inTransaction((tx) =>
    queueAction(tx, {
      actor: lead.actor,
      sellerId: seller.id,
      kind: "update_prices",
      items: subjects.map((subject) => ({
        subject,
        label: subject,
        before: { price: "1.00" },
        wanted: { price: "2.00" },
      })),
      isExclusive: more.isExclusive ?? false,
      idempotencyKey: more.key,
    }),
  );
  return row.id;
}

/** Everything that waits for a moment is due now. */
const letAllBeDue = () =>
  database.query("UPDATE market_action_items SET due_at = now() - interval '1 minute' WHERE seller_id = $1", [
    seller.id,
  ]);
async function carryOut(handler: ActionHandler, rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await letAllBeDue();
    await runActions(seller.id, () => handler);
  }
}
const look = (actionId: string) => getAction({ actor: lead.actor, actionId });
const itemsOf = async (actionId: string) =>
  (await listActionItems({ actor: lead.actor, actionId, language: "ru", limit: 100 })).items;

describe("what was asked for is carried out", () => {
  test("in requests of the size that fits, each item once, read back and told", async () => {
    const { handler, sent } = handlerOf({});
    const id = await ask(["a", "b", "c"]);
    expect(await look(id)).toMatchObject({
      status: "queued",
      total: 3,
      created_by: { name: lead.user.name },
    });
    await carryOut(handler);
    expect(sent.map((one) => one.length).sort()).toEqual([1, 2]);
    expect(sent.flat().sort()).toEqual(["a", "b", "c"]);
    expect(await look(id)).toMatchObject({ status: "done", done: 3, failed: 0 });
    const [item] = await itemsOf(id);
    expect(item).toMatchObject({
      before: { price: "1.00" },
      wanted: { price: "2.00" },
      seen: { price: "2.00" },
    });
    const told = await database.query(
      "SELECT 1 FROM events WHERE name = 'action.updated' AND subject_id = $1",
      [id],
    );
    expect(told.length).toBeGreaterThanOrEqual(2);
    const audit = await database.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE subject_id = $1",
      [id],
    );
    expect(audit).toEqual([{ action: "action.asked" }]);
  });

  test("what is refused fails by itself, with the marketplace's words; a retry tries that alone", async () => {
    const { handler, sent } = handlerOf({
      send: (work) =>
        work.items.map(({ subject }) => (subject === "b" ? refused(subject) : accepted(subject))),
    });
    const id = await ask(["a", "b"]);
    await carryOut(handler);
    expect(await look(id)).toMatchObject({ status: "partly", done: 1, failed: 1 });
    expect((await itemsOf(id))[1]).toMatchObject({
      status: "failed",
      error: { code: "marketplace_refused", theirs: "их слова" },
    });
    const good = handlerOf({});
    await retryAction({ actor: lead.actor, actionId: id });
    await carryOut(good.handler);
    expect(good.sent).toEqual([["b"]]);
    expect(sent).toEqual([["a", "b"]]);
    expect(await look(id)).toMatchObject({ status: "done", done: 2, failed: 0 });
    await expect(retryAction({ actor: lead.actor, actionId: id })).rejects.toMatchObject({
      code: "action_state",
    });
  });

  test("what is accepted but does not come about is failed, what takes time is looked at again", async () => {
    let looks = 0;
    const { handler, sent } = handlerOf({
      look: (work) =>
        work.items.map(({ position, subject }) =>
          subject === "never"
            ? sight(position, "not_done", "нет")
            : sight(position, ++looks < 3 ? "pending" : "done"),
        ),
    });
    const id = await ask(["never", "later"]);
    await carryOut(handler, 1);
    await letAllBeDue();
    await runActions(seller.id, () => handler);
    expect(await look(id)).toMatchObject({ status: "running", failed: 1 });
    await carryOut(handler, 3);
    expect(await look(id)).toMatchObject({ status: "partly", done: 1, failed: 1 });
    expect(sent).toHaveLength(1);
  });
});

describe("a request of which nobody knows what came", () => {
  const lost = () => {
    throw new MarketplaceError({ kind: "unavailable", effect: "unknown", method: "/x" });
  };

  test("is not sent again where twice is not once: what shows is done", async () => {
    const { handler, sent } = handlerOf({ isAbsolute: false, send: lost });
    const id = await ask(["a"]);
    await carryOut(handler, 4);
    expect(sent).toEqual([["a"]]);
    expect(await look(id)).toMatchObject({ status: "done" });
  });

  test("what never shows is not confirmed; asked again it is looked at first", async () => {
    const look1 = (work: ActionWork) => work.items.map(({ position }) => sight(position, "not_done"));
    const { handler, sent } = handlerOf({ isAbsolute: false, send: lost, look: look1 });
    const id = await ask(["a"]);
    await carryOut(handler, 10);
    expect(sent).toHaveLength(1);
    expect(await look(id)).toMatchObject({ status: "partly", unconfirmed: 1 });
    await retryAction({ actor: lead.actor, actionId: id });
    const good = handlerOf({ isAbsolute: false });
    await carryOut(good.handler);
    expect(good.sent).toEqual([]);
    expect(await look(id)).toMatchObject({ status: "done" });
  });

  test("is sent again where twice is the same", async () => {
    let tries = 0;
    const { handler, sent } = handlerOf({
      send: (work) => (++tries === 1 ? lost() : work.items.map(({ subject }) => accepted(subject))),
    });
    const id = await ask(["a"]);
    await carryOut(handler);
    expect(sent).toHaveLength(2);
    expect(await look(id)).toMatchObject({ status: "done" });
  });

  test("whose process died is taken for that", async () => {
    const id = await ask(["a"]);
    await database.query(
      "UPDATE market_action_items SET status = 'sending', sent_at = now() - interval '1 minute' WHERE action_id = $1",
      [id],
    );
    expect(await listSellersWithDueActions()).toContain(seller.id);
    const { handler, sent } = handlerOf({ isAbsolute: false });
    await carryOut(handler);
    expect(sent).toEqual([]);
    expect(await look(id)).toMatchObject({ status: "done" });
  });
});

test("two that carry out at once send each item once", async () => {
  const { handler, sent } = handlerOf({ batch: 1, isAbsolute: false });
  const subjects = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const id = await ask(subjects);
  await Promise.all([1, 2, 3].map(() => runActions(seller.id, () => handler)));
  await carryOut(handler);
  expect(sent.flat().sort()).toEqual([...subjects].sort());
  expect(await look(id)).toMatchObject({ status: "done", done: 12 });
});

test("what has not left is taken back; what is over is not", async () => {
  const { handler, sent } = handlerOf({});
  const id = await ask(["a", "b"]);
  expect(await cancelAction({ actor: lead.actor, actionId: id })).toMatchObject({ status: "cancelled" });
  await carryOut(handler);
  expect(sent).toEqual([]);
  await expect(cancelAction({ actor: lead.actor, actionId: id })).rejects.toMatchObject({
    code: "action_state",
  });
});

test("a paused seller's changes wait for it", async () => {
  const { handler, sent } = handlerOf({});
  const id = await ask(["a"]);
  await db().seller.update({ where: { id: seller.id }, data: { status: "paused" } });
  await carryOut(handler);
  expect(sent).toEqual([]);
  await db().seller.update({ where: { id: seller.id }, data: { status: "active" } });
  await carryOut(handler);
  expect(await look(id)).toMatchObject({ status: "done" });
});

test("what is done once is not asked for twice while it is under way", async () => {
  await ask(["a"], { isExclusive: true });
  await expect(ask(["b", "a"], { isExclusive: true })).rejects.toMatchObject({
    code: "act_not_open",
    details: { subjects: ["a"] },
  });
  await expect(ask(["b", "b"])).rejects.toMatchObject({ code: "same_subject_twice" });
  await carryOut(handlerOf({}).handler);
  await ask(["a"], { isExclusive: true });
});

test("the same request of the same person is the same action", async () => {
  expect(await ask(["a"], { key: "k1" })).toBe(await ask(["a"], { key: "k1" }));
  expect((await listActions({ actor: lead.actor, sellerId: seller.id, limit: 10 })).items).toHaveLength(1);
});

test("a key is good for a day", async () => {
  const id = await ask(["a"], { key: "k2" });
  await database.query("UPDATE market_actions SET created_at = now() - interval '25 hours' WHERE id = $1", [
    id,
  ]);
  await forgetOldAskKeys();
  expect(await ask(["b"], { key: "k2" })).not.toBe(id);
});

test("a key that is rejected fails what it was used for, and stops the seller", async () => {
  const { handler } = handlerOf({});
  const id = await ask(["a"]);
  await sandbox().changeAccount(seller.account.client_id, { api_key: "another-key" });
  await carryOut(handler, 1);
  expect((await itemsOf(id))[0]?.error?.code).toBe("credentials_rejected");
  const { status } = await db().seller.findUniqueOrThrow({ where: { id: seller.id } });
  expect(status).toBe("credentials_rejected");
});

test("nobody sees, stops or repeats what concerns a seller that is not theirs", async () => {
  const id = await ask(["a"]);
  const { actor } = await makeOperator([]);
  const notFound = { code: "not_found" };
  await expect(getAction({ actor, actionId: id })).rejects.toMatchObject(notFound);
  await expect(cancelAction({ actor, actionId: id })).rejects.toMatchObject(notFound);
  await expect(retryAction({ actor, actionId: id })).rejects.toMatchObject(notFound);
  expect((await listActions({ actor, limit: 10 })).items).toEqual([]);
});
