import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { assembleOrders } from "@/lib/orders/acts";
import { ownDatabase } from "../support/database";
import { makeAdmin, makeConnectedSeller } from "../support/factories";
import { startWorkers } from "../support/processes";
import { ownSandbox } from "../support/sandbox";
import { waitFor } from "../support/wait-for";

ownDatabase();
const sandbox = ownSandbox();

const ORDERS = 60;
const KILLS = 3;
const PATIENCE_MS = 240_000;
const SHIP = "/v4/posting/fbs/ship";

test("orders assembled by processes that are killed on the way are assembled once each", {
  timeout: PATIENCE_MS,
}, async () => {
  const admin = await makeAdmin();
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { client_id } = seller.account;
  const numbers = Array.from({ length: ORDERS }, (_, index) => `${70_000_000 + index}-0001`);
  for (const order_number of numbers) {
    const order = { order_number, status: "awaiting_packaging", paid_at: new Date().toISOString() };
    await sandbox().placeOrder({ client_id, order, quiet: true });
  }
  // Answers come late, so that there is always something on the way when a process dies; some never come.
  await sandbox().setFault({ kind: "delay_after", path: SHIP, ms: 200 });
  await sandbox().setFault({ kind: "drop_after", path: SHIP, probability: 0.1 });
  await sandbox().recordBodies(true);
  let doomed = await startWorkers();
  const other = await startWorkers();
  try {
    const known = () => db().posting.count({ where: { sellerId: seller.id, actions: { has: "assemble" } } });
    await waitFor("the orders to be here", async () => (await known()) === ORDERS, {
      deadlineMs: PATIENCE_MS,
    });
    const postingNumbers = numbers.map((number) => `${number}-1`);
    const { id } = await assembleOrders({ actor: admin.actor, sellerId: seller.id, postingNumbers });
    const arrivals = async () => (await sandbox().listRequests({ client_id, path: SHIP })).length;
    for (let kill = 1; kill <= KILLS; kill++) {
      await waitFor("more requests", async () => (await arrivals()) >= (ORDERS * kill) / (KILLS + 1), {
        deadlineMs: PATIENCE_MS,
      });
      await doomed.kill("SIGKILL");
      doomed = await startWorkers();
    }
    await waitFor("the end", () => isOver(id), { deadlineMs: PATIENCE_MS });
    const requests = await sandbox().listRequests({ client_id, path: SHIP });
    const asked = requests.map(({ body }) => String(JSON.parse(body ?? "{}").posting_number));
    expect(asked).toHaveLength(new Set(asked).size);
    // A process that dies between the claim and the first byte leaves an order nobody asked for: a person is told so.
    const items = await db().marketActionItem.findMany({
      where: { actionId: id },
      orderBy: { subject: "asc" },
    });
    const done = items.filter((item) => item.status === "done").map((item) => item.subject);
    expect(done).toEqual([...asked].sort());
    expect(items.every((item) => item.status === "done" || item.status === "unconfirmed")).toBe(true);
    expect(items).toHaveLength(ORDERS);
    expect(await sandbox().listBreaches()).toEqual([]);
  } finally {
    await Promise.all([doomed.kill("SIGKILL"), other.kill("SIGKILL")]);
  }
});

async function isOver(id: string): Promise<boolean> {
  const row = await db().marketAction.findUniqueOrThrow({ where: { id } });
  return row.finishedAt !== null;
}
