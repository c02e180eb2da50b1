import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetCached } from "@/lib/chats/attachment-cache";
import { onlyOnce } from "@/lib/http/idempotency";
import { flushOutcomes } from "@/lib/limits/count-outcomes";
import { createSellerLock } from "@/lib/limits/seller-lock";
import { removeSeller } from "@/lib/sellers/change-seller";
import { listRemovedSellers, listRunningPurges, startPurge } from "@/lib/sellers/purge-seller";
import { purgeSlice } from "@/lib/sellers/purge-slice";
import { KEPT_TABLES, listTablesOfSellers } from "@/lib/sellers/tables-of-sellers";
import { purgeRemovedSeller } from "@/workers/jobs/purge-seller";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let dataDir = "";
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-purge-"));
  process.env.DATA_DIR = dataDir;
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const filesDir = () => path.join(dataDir, "files");

/** A seller with a row in every table that can hold one of it. */
async function makeRichSeller(): Promise<ConnectedSeller> {
  const seller = await makeConnectedSeller({
    sandbox: sandbox(),
    dialect: "v3",
    isBackfilled: true,
    before: async (account) => {
      for (const text of ["Раз", "Два", "Три"])
        await sandbox().say({ client_id: account.client_id, texts: [text, `${text} ещё`], image: true });
    },
  });
  const person = await makeOperator([seller.id]);
  const [chat] = await database.query<{ id: string }>("SELECT id FROM chats WHERE seller_id = $1 LIMIT 1", [
    seller.id,
  ]);
  await database.query("INSERT INTO drafts (user_id, chat_id, text) VALUES ($1, $2, 'черновик')", [
    person.user.id,
    chat?.id,
  ]);
  await database.query(
    "INSERT INTO invitations (token_hash, email, role, seller_ids, expires_at) VALUES ($1, $2, 'operator', ARRAY[$3]::uuid[], now())",
    [randomUUID(), `${randomUUID()}@example.ru`, seller.id],
  );
  await fillEveryTable(seller.id, chat?.id ?? "");
  await onlyOnce({ actorId: "somebody", key: seller.id, route: "POST", body: {} }, async () => ({
    status: 202,
    body: { message: { chat_id: chat?.id, text: "Добрый день" } },
  }));
  await mkdir(filesDir(), { recursive: true });
  const attachments = await database.query<{ id: string }>(
    "SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.seller_id = $1",
    [seller.id],
  );
  expect(attachments.length).toBeGreaterThan(0);
  for (const { id } of attachments) await writeFile(path.join(filesDir(), id), "picture");
  return seller;
}

/** Puts a row of the seller into each table that has none, its other columns filled with whatever their types take. */
async function fillEveryTable(sellerId: string, chatId: string): Promise<void> {
  const [hook] = await database.query<{ id: string }>(
    "INSERT INTO outgoing_webhooks (name, url, secret, events) VALUES ('x', 'https://example.ru', 'x', '{}') RETURNING id",
  );
  const [user] = await database.query<{ id: string }>("SELECT id FROM users LIMIT 1");
  const [broadcast] = await database.query<{ id: string }>(
    "INSERT INTO broadcasts (seller_id, name, variants, rate_limit, updated_at) VALUES ($1, 'x', '[]', 1, now()) RETURNING id",
    [sellerId],
  );
  const [action] = await database.query<{ id: string }>(
    "INSERT INTO market_actions (seller_id, kind) VALUES ($1, 'update_prices') RETURNING id",
    [sellerId],
  );
  const own: Record<string, unknown> = {
    seller_id: sellerId,
    action_id: action?.id,
    broadcast_id: broadcast?.id,
    chat_id: chatId,
    user_id: user?.id,
    webhook_id: hook?.id,
  };
  for (const table of await listTablesOfSellers()) {
    if ((await countRows(table, sellerId)) > 0 || table === "seller_purges") continue;
    const columns = await database.query<{ column_name: string; data_type: string }>(
      `SELECT column_name, data_type FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'
          AND (column_name = 'seller_id' OR (is_nullable = 'NO' AND column_default IS NULL))`,
      [table],
    );
    const values = columns.map(({ column_name: name, data_type: type }) => own[name] ?? sampleOf(type));
    await database.query(
      `INSERT INTO "${table}" (${columns.map(({ column_name: name }) => `"${name}"`).join(", ")})
       VALUES (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
      values,
    );
  }
}

function sampleOf(type: string): unknown {
  if (type === "uuid") return "00000000-0000-4000-8000-000000000001";
  if (type.startsWith("timestamp") || type === "date") return new Date();
  if (type === "bytea") return Buffer.from("bytes");
  if (type === "jsonb") return "{}";
  if (type === "ARRAY") return "{}";
  if (type === "boolean") return false;
  return /int|numeric|double/.test(type) ? 1 : randomUUID();
}

async function countRows(table: string, sellerId: string): Promise<number> {
  const rows = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "${table}" WHERE seller_id = $1`,
    [sellerId],
  );
  return rows[0]?.count ?? 0;
}

async function countEverywhere(sellerId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await listTablesOfSellers()) counts[table] = await countRows(table, sellerId);
  return counts;
}

/** Removed some time ago: nothing of it is on its way any more. */
async function remove(seller: ConnectedSeller): Promise<void> {
  await removeSeller({ actor: admin.actor, sellerId: seller.id });
  await flushOutcomes();
  await database.query("UPDATE sellers SET deleted_at = now() - interval '1 minute' WHERE id = $1", [
    seller.id,
  ]);
}
const start = (seller: ConnectedSeller) =>
  startPurge({ actor: admin.actor, sellerId: seller.id, confirm: ` ${seller.account.name} ` });
const purgeIdOf = async (seller: ConnectedSeller) =>
  (await database.query<{ id: string }>("SELECT id FROM seller_purges WHERE seller_id = $1", [seller.id]))[0]
    ?.id ?? "";
async function purgeWhole(purgeId: string, forMs = 60_000): Promise<number> {
  let slices = 1;
  while ((await purgeSlice({ purgeId, forMs, forgetFiles: forgetCached })) === "more") slices += 1;
  return slices;
}

test("nothing of the seller is left in any table, on the disk or by its name; others keep everything", async () => {
  const [doomed, other] = [await makeRichSeller(), await makeRichSeller()];
  await remove(doomed);
  const before = await countEverywhere(doomed.id);
  // The key goes when a seller is removed; everything else must be there for the test to mean anything.
  const empty = Object.keys(before).filter(
    (table) => before[table] === 0 && !["credentials", "seller_purges"].includes(table),
  );
  expect(empty).toEqual([]);
  const ofOther = await countEverywhere(other.id);
  const files = await readdir(filesDir());

  await start(doomed);
  await purgeWhole(await purgeIdOf(doomed));

  const after = await countEverywhere(doomed.id);
  expect(
    Object.keys(after)
      .filter((table) => after[table] !== 0)
      .sort(),
  ).toEqual([...KEPT_TABLES.keys()].sort());
  expect(await countEverywhere(other.id)).toEqual(ofOther);
  // By its id, in any column of any table of ours; finished jobs of the queue hold ids alone and go by themselves.
  const places = (await findInDatabase(database, doomed.id)).filter((place) => !place.startsWith("bullmq."));
  expect(places.sort()).toEqual(["public.audit_log", "public.seller_purges"]);
  expect(await database.query("SELECT 1 FROM invitations WHERE $1 = ANY (seller_ids)", [doomed.id])).toEqual(
    [],
  );
  expect(await database.query("SELECT 1 FROM sellers WHERE id = $1", [doomed.id])).toEqual([]);
  const answers = await database.query<{ key: string }>(
    "SELECT key FROM idempotency_keys WHERE key = ANY ($1)",
    [[doomed.id, other.id]],
  );
  expect(answers.map(({ key }) => key)).toEqual([other.id]);
  const left = await readdir(filesDir());
  expect(left.length).toBe(files.length / 2);
});

test("the receipt says how much of what is gone, and who wanted it", async () => {
  const seller = await makeRichSeller();
  await remove(seller);
  const before = await countEverywhere(seller.id);
  await start(seller);
  const purgeId = await purgeIdOf(seller);
  await purgeWhole(purgeId);
  const receipts = await database.query<{ actor_id: string; details: { removed: Record<string, number> } }>(
    "SELECT actor_id, details FROM audit_log WHERE action = 'seller.purged' AND seller_id = $1",
    [seller.id],
  );
  expect(receipts).toHaveLength(1);
  const { removed } = receipts[0]?.details ?? { removed: {} };
  expect(receipts[0]?.actor_id).toBe(admin.user.id);
  expect(removed).toMatchObject({
    messages: before.messages,
    chats: before.chats,
    notes: before.notes,
    postings: before.postings,
    sellers: 1,
    drafts: 1,
  });
  expect(removed.attachments).toBeGreaterThan(0);
  const [row] = await database.query("SELECT status, finished_at, removed FROM seller_purges WHERE id = $1", [
    purgeId,
  ]);
  expect(row).toMatchObject({ status: "done", finished_at: expect.any(Date), removed });
});

test("killed at any step it goes on where it stood, and counts nothing twice", async () => {
  const seller = await makeRichSeller();
  await remove(seller);
  const before = await countEverywhere(seller.id);
  await start(seller);
  const purgeId = await purgeIdOf(seller);
  // A slice of no time is one step; a process that dies while it deletes files leaves the rows that name them.
  const dying = purgeSlice({ purgeId, forMs: 0, forgetFiles: () => Promise.reject(new Error("killed")) });
  await expect(dying).rejects.toThrow("killed");
  expect(await countRows("messages", seller.id)).toBe(before.messages);
  expect(await listRunningPurges()).toEqual([purgeId]);
  expect(await purgeWhole(purgeId, 0)).toBeGreaterThan(5);
  expect(await listRunningPurges()).toEqual([]);
  const [row] = await database.query<{ removed: Record<string, number> }>(
    "SELECT removed FROM seller_purges WHERE id = $1",
    [purgeId],
  );
  expect(row?.removed).toMatchObject({ messages: before.messages, chats: before.chats });
  // Whoever comes late finds nothing to do.
  expect(await purgeSlice({ purgeId, forMs: 1000, forgetFiles: forgetCached })).toBe("done");
  const receipts = await database.query(
    "SELECT 1 FROM audit_log WHERE action = 'seller.purged' AND seller_id = $1",
    [seller.id],
  );
  expect(receipts).toHaveLength(1);
});

test("a seller that was removed a moment ago is waited for: what is on its way must not come after the end", async () => {
  const seller = await makeRichSeller();
  await removeSeller({ actor: admin.actor, sellerId: seller.id });
  await start(seller);
  const purgeId = await purgeIdOf(seller);
  expect(await purgeSlice({ purgeId, forMs: 60_000, forgetFiles: forgetCached })).toBe("wait");
  expect(await listRunningPurges()).toEqual([purgeId]);
  await flushOutcomes(); // comes late
  moveClock(16);
  expect(await purgeSlice({ purgeId, forMs: 60_000, forgetFiles: forgetCached })).toBe("done");
  resetClock();
  expect(await countRows("marketplace_hours", seller.id)).toBe(0);
});

test("two processes on one purge write one receipt", async () => {
  const seller = await makeRichSeller();
  await remove(seller);
  await start(seller);
  const payload = { purge_id: await purgeIdOf(seller) };
  const [one, two] = [createSellerLock(), createSellerLock()];
  while ((await listRunningPurges()).length > 0)
    await Promise.all([purgeRemovedSeller(one.withLock)(payload), purgeRemovedSeller(two.withLock)(payload)]);
  await Promise.all([one.stop(), two.stop()]);
  const receipts = await database.query(
    "SELECT 1 FROM audit_log WHERE action = 'seller.purged' AND seller_id = $1",
    [seller.id],
  );
  expect(receipts).toHaveLength(1);
});

test("only a removed seller is purged, by its name, and once", async () => {
  const seller = await makeRichSeller();
  const ask = (confirm: string, sellerId = seller.id) =>
    startPurge({ actor: admin.actor, sellerId, confirm });
  await expect(ask(seller.account.name)).rejects.toMatchObject({ code: "seller_not_removed" });
  await expect(ask("x", "nobody")).rejects.toMatchObject({ code: "not_found" });
  await remove(seller);
  await expect(ask("другое название")).rejects.toMatchObject({ code: "confirmation_wrong" });
  expect(await database.query("SELECT 1 FROM seller_purges WHERE seller_id = $1", [seller.id])).toEqual([]);
  const answers = await Promise.all([start(seller), start(seller)]);
  const purgeId = await purgeIdOf(seller);
  for (const answer of answers) expect(answer.purge).toMatchObject({ id: purgeId, status: "running" });
  expect(await database.query("SELECT 1 FROM seller_purges WHERE seller_id = $1", [seller.id])).toHaveLength(
    1,
  );
  const begun = await database.query(
    "SELECT actor_id FROM audit_log WHERE action = 'seller.purge_started' AND seller_id = $1",
    [seller.id],
  );
  expect(begun).toEqual([{ actor_id: admin.user.id }]);
  await purgeWhole(purgeId);
});

test("removed sellers are listed with their sizes until they are purged", async () => {
  const seller = await makeRichSeller();
  const find = async () => (await listRemovedSellers()).find(({ id }) => id === seller.id);
  expect(await find()).toBeUndefined();
  await remove(seller);
  expect(await find()).toMatchObject({
    name: seller.account.name,
    client_id: seller.account.client_id,
    chats: await countRows("chats", seller.id),
    messages: await countRows("messages", seller.id),
    purge: null,
  });
  await start(seller);
  expect(await find()).toMatchObject({ purge: { status: "running" } });
  await purgeWhole(await purgeIdOf(seller));
  expect(await find()).toBeUndefined();
});
