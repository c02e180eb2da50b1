import { expect, test } from "vitest";
import { listActionItems } from "@/lib/actions/list-actions";
import { runActions } from "@/lib/actions/run-actions";
import { db } from "@/lib/db/client";
import { stocksHandler } from "@/lib/stocks/action-handlers";
import { checkStocks } from "@/lib/stocks/check-stocks";
import { ownStocksSection, stocksSection } from "@/lib/stocks/sections";
import { updateStocks } from "@/lib/stocks/update-stocks";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeOperator } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";
import { listAll, makeStockedSeller, takeIn } from "./shelf";

ownDatabase();
const sandbox = ownSandbox();

async function makeOwnStocks(dialect: "v1" | "v3" = "v3") {
  const seller = await makeStockedSeller(sandbox(), { dialect });
  await takeIn(seller, [stocksSection, ownStocksSection]);
  const rows = await db().stock.findMany({
    where: { sellerId: seller.id, source: "own" },
    orderBy: { offerId: "asc" },
  });
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw new Error("the sandbox fills the seller's shelves");
  return { seller, rows, first, second };
}

/** Carries everything out until nothing is open; answers the items of the action. */
async function carryOut(sellerId: string, actionId: string) {
  return waitFor("the action to be over", async () => {
    await runActions(sellerId, (kind) => (kind === "update_stocks" ? stocksHandler : null));
    const { items } = await listActionItems({ actor: nobody, actionId, language: "ru", limit: 200 });
    return items.every((item) => item.finished_at !== null) ? items : null;
  });
}

const truthOf = async (clientId: string, offerId: string, warehouseId: string) =>
  (await sandbox().listStocks(clientId)).find(
    (row) => row.offer_id === offerId && row.warehouse_id === warehouseId,
  );

test.each(["v3", "v1"] as const)(
  "a stock is set at the marketplace, read back and shown (%s)",
  async (dialect) => {
    const { seller, first } = await makeOwnStocks(dialect);
    const { offerId, warehouseId } = first;
    const { client_id } = seller.account;
    // Somebody has ordered: what is reserved is not part of what is set.
    await sandbox().changeStock(client_id, {
      offer_id: offerId,
      warehouse_id: warehouseId,
      present: 30,
      reserved: 4,
    });
    await takeIn(seller, [stocksSection, ownStocksSection]);
    const action = await updateStocks({
      actor: nobody,
      sellerId: seller.id,
      items: [{ offerId, warehouseId, stock: 7, expectedStock: 26 }],
    });
    expect(action).toMatchObject({ kind: "update_stocks", total: 1 });
    const [item] = await carryOut(seller.id, action.id);
    expect(item).toMatchObject({
      subject: `${offerId}@${warehouseId}`,
      status: "done",
      before: { stock: 26, reserved: 4 },
      wanted: { stock: 7 },
      seen: { stock: 7, reserved: 4 },
    });
    expect(await truthOf(client_id, offerId, warehouseId)).toMatchObject({ present: 11, reserved: 4 });
    // Both sources were read back at once, so they go on agreeing without waiting for a pass.
    const shown = (await listAll(seller)).items.find((one) => one.offer_id === offerId);
    expect(shown?.cells.find((cell) => cell.warehouse_id === warehouseId)).toMatchObject({
      free: 7,
      reserved: 4,
    });
    expect(shown?.agrees ?? true).toBe(true);
  },
);

test("of several stocks each has its own end, and a refusal keeps the marketplace's words", async () => {
  const { seller, first, second } = await makeOwnStocks();
  const set = { sellerId: seller.id, actor: nobody };
  const toSet = [first, second].map(({ offerId, warehouseId }) => ({ offerId, warehouseId }));
  const [one, two] = toSet;
  if (one === undefined || two === undefined) throw new Error("two were made");
  const action = await updateStocks({
    ...set,
    items: [
      { ...one, stock: 3 },
      { ...two, stock: 200_000 },
    ],
  });
  await expect(updateStocks({ ...set, items: [{ ...one, stock: 4 }] })).rejects.toMatchObject({
    code: "act_not_open",
  });
  const items = await carryOut(seller.id, action.id);
  expect(items.map((item) => [item.status, item.error?.theirs ?? null])).toEqual([
    ["done", null],
    ["failed", "Stock is too big"],
  ]);
  expect(await db().marketAction.findUnique({ where: { id: action.id } })).toMatchObject({
    status: "partly",
  });

  // Again at once: Ozon takes a pair once in half a minute, so it waits in line and is no failure.
  const again = await updateStocks({ ...set, items: [{ ...one, stock: 5 }] });
  await runActions(seller.id, () => stocksHandler);
  expect(
    (await listActionItems({ actor: nobody, actionId: again.id, language: "ru", limit: 5 })).items,
  ).toMatchObject([{ status: "queued", finished_at: null }]);
});

test("a stock whose answer is lost is not sent a second time but looked after", async () => {
  const { seller, first } = await makeOwnStocks();
  const { client_id } = seller.account;
  await sandbox().setFault({ kind: "drop_after", client_id, path: "/v2/products/stocks", times: 1 });
  const items = [{ offerId: first.offerId, warehouseId: first.warehouseId, stock: first.free + 6 }];
  const action = await updateStocks({ actor: nobody, sellerId: seller.id, items });
  expect(await carryOut(seller.id, action.id)).toMatchObject([{ status: "done" }]);
  const sent = await sandbox().listRequests({ client_id, path: "/v2/products/stocks" });
  expect(sent).toHaveLength(1);
});

test("what cannot be meant is refused before anything is written", async () => {
  const { seller, first } = await makeOwnStocks();
  const { offerId, warehouseId } = first;
  const set = (item: object) =>
    updateStocks({
      actor: nobody,
      sellerId: seller.id,
      items: [{ offerId, warehouseId, stock: 1, ...item }],
    });
  await expect(set({ offerId: "nobody's" })).rejects.toMatchObject({
    code: "unknown_article",
    details: { offer_ids: ["nobody's"] },
  });
  await expect(set({ warehouseId: "7" })).rejects.toMatchObject({ code: "unknown_warehouse" });
  await expect(set({ warehouseId: undefined })).rejects.toMatchObject({ code: "unknown_warehouse" });
  await expect(set({ expectedStock: first.free + 1 })).rejects.toMatchObject({
    code: "changed_meanwhile",
    details: { items: [{ offer_id: offerId, expected: first.free + 1, stock: first.free }] },
  });
  const item = { offerId, warehouseId, stock: 1 };
  await expect(
    updateStocks({ actor: nobody, sellerId: seller.id, items: [item, item] }),
  ).rejects.toMatchObject({ code: "same_subject_twice" });
  expect(await db().marketAction.count({ where: { sellerId: seller.id } })).toBe(0);
  await db().warehouse.deleteMany({
    where: { sellerId: seller.id, kind: "own", warehouseId: { not: warehouseId } },
  });
  expect(await set({ warehouseId: undefined })).toMatchObject({ total: 1 });

  const foreign = await makeStoredSeller();
  const { actor } = await makeOperator([seller.id]);
  await expect(updateStocks({ actor, sellerId: foreign, items: [item] })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(checkStocks({ actor, sellerId: foreign, csv: "x", language: "ru" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a table of stocks is tried line by line, and what would be sent can be sent", async () => {
  const { seller, first, second } = await makeOwnStocks();
  const { name } = await db().warehouse.findFirstOrThrow({
    where: { sellerId: seller.id, warehouseId: first.warehouseId },
  });
  const csv = [
    "Артикул;Склад;Остаток",
    `${first.offerId};${name.toUpperCase()};${first.free + 10}`,
    `${second.offerId};${second.warehouseId};${second.free}`,
    `${second.offerId};${second.warehouseId};1`,
    `нет такого;${first.warehouseId};5`,
    `${first.offerId};Луна;5`,
    `${first.offerId};22000000002;много`,
    ";;",
  ].join("\r\n");
  const checked = await checkStocks({ actor: nobody, sellerId: seller.id, csv, language: "ru" });
  expect(checked.lines.map((line) => [line.line, line.problem?.code ?? null])).toEqual([
    [2, null],
    [3, null],
    [4, "same_subject_twice"],
    [5, "unknown_article"],
    [6, "unknown_warehouse"],
    [7, "invalid_input"],
  ]);
  expect(checked.lines[0]).toMatchObject({ before: String(first.free), after: String(first.free + 10) });
  expect(checked).toMatchObject({ valid: 2, invalid: 4, unchanged: 1, large: 0 });
  const { offerId, warehouseId, free } = first;
  const sent = { offer_id: offerId, warehouse_id: warehouseId, stock: free + 10, expected_stock: free };
  expect(checked.items).toEqual([sent]);
  for (const bad of ["", "Артикул;Склад\nA;1", '"'])
    await expect(
      checkStocks({ actor: nobody, sellerId: seller.id, csv: bad, language: "ru" }),
    ).rejects.toMatchObject({ code: "csv_unreadable" });
});
