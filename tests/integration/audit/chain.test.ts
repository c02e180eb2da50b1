import { afterEach, expect, test } from "vitest";
import { appendAudit } from "@/lib/audit/append";
import { countOldAudit, forgetSomeAudit } from "@/lib/audit/forget";
import { sealAudit } from "@/lib/audit/seal";
import { verifyChain } from "@/lib/audit/verify-chain";
import { inTransaction } from "@/lib/db/transaction";
import { ownDatabase } from "../../support/database";

const database = ownDatabase();

async function note(action: string, count = 1): Promise<void> {
  await inTransaction(async (tx) => {
    for (let i = 0; i < count; i++)
      await appendAudit(tx, {
        actor: { type: "user", id: "анна" },
        action,
        subject: { type: "tag", id: null },
        sellerId: null,
        details: { name: 'Возврат "1:2,"', place: i, price: 1.5, deep: { b: [null, true], a: "\n" } },
      });
  });
}

/** What somebody who owns the database can do. */
async function tamper(sql: string): Promise<void> {
  const client = await database.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(sql);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

/** An empty log with `count` sealed entries. */
async function freshChain(count: number): Promise<void> {
  await tamper(`
    TRUNCATE audit_log RESTART IDENTITY;
    UPDATE audit_chain SET anchor_place = 0, anchor_hash = repeat('0', 64), head_place = 0, head_hash = repeat('0', 64)`);
  await note("tag.added", count);
  await sealAudit();
}

afterEach(() => tamper("ALTER TABLE audit_log ENABLE TRIGGER USER"));

test("entries are sealed one after the other, and the chain verifies", async () => {
  await freshChain(30);
  await note("tag.changed", 2);
  const before = await verifyChain();
  expect(before).toMatchObject({ isIntact: true, entries: 30, unsealed: 2, missingIds: 0, brokenAt: null });
  await sealAudit();
  const after = await verifyChain({ notedHead: before.head ?? "" });
  expect(after).toMatchObject({ isIntact: true, entries: 32, unsealed: 0, notedPlace: 30 });
  expect(after.head).not.toBe(before.head);
  expect((await verifyChain({ notedHead: "0".repeat(63) })).notedPlace).toBeNull();
});

test("nothing that stands in the log is changed, taken out or put in with a seal", async () => {
  await freshChain(3);
  await note("tag.removed");
  for (const sql of [
    "UPDATE audit_log SET details = '{}' WHERE place = 2",
    "UPDATE audit_log SET place = NULL, hash = NULL WHERE place = 2",
    "UPDATE audit_log SET place = 9, hash = 'x', action = 'y' WHERE place IS NULL",
    "UPDATE audit_log SET actor_id = 'борис' WHERE place IS NULL",
    "DELETE FROM audit_log WHERE place = 1",
    "DELETE FROM audit_log WHERE place IS NULL",
    "TRUNCATE audit_log",
    "TRUNCATE audit_chain",
    "INSERT INTO audit_log (actor_type, action, subject_type, place, hash) VALUES ('user', 'a', 'b', 4, 'x')",
    "DELETE FROM audit_chain",
    "UPDATE audit_chain SET head_place = 1",
  ])
    await expect(database.query(sql), sql).rejects.toThrow(/only ever/);
  expect(await verifyChain()).toMatchObject({ isIntact: true, entries: 3, unsealed: 1 });
});

test.each([
  ["a detail changed", "UPDATE audit_log SET details = details || '{\"price\": 2}' WHERE place = 12", 12],
  ["who did it changed", "UPDATE audit_log SET actor_id = 'борис' WHERE place = 20", 20],
  ["the moment changed", "UPDATE audit_log SET at = at + interval '1 ms' WHERE place = 1", 1],
  ["an address taken away", "UPDATE audit_log SET ip = '' WHERE place = 2", 2],
  ["an entry taken out", "DELETE FROM audit_log WHERE place = 7", 7],
  ["the newest taken out", "DELETE FROM audit_log WHERE place > 27", 28],
  ["all taken out", "DELETE FROM audit_log", 1],
  [
    "one taken out and the rest moved up",
    "DELETE FROM audit_log WHERE place = 7; UPDATE audit_log SET place = place - 1 WHERE place > 7",
    7,
  ],
  [
    "two exchanged",
    "UPDATE audit_log SET place = -place WHERE place IN (4, 5); UPDATE audit_log SET place = 9 + place WHERE place < 0",
    4,
  ],
  [
    "one put in behind the newest",
    "INSERT INTO audit_log (actor_type, action, subject_type, place, hash) VALUES ('user', 'a', 'b', 31, 'x')",
    31,
  ],
  [
    "the beginning cut off as if by retention",
    "DELETE FROM audit_log WHERE place <= 10; UPDATE audit_chain SET anchor_place = 10, anchor_hash = (SELECT repeat('1', 64))",
    10,
  ],
])("what the owner of the database did is named with its place: %s", async (_, sql, place) => {
  await freshChain(30);
  await tamper(sql);
  expect(await verifyChain()).toMatchObject({ isIntact: false, brokenAt: { place } });
});

test("a chain worked out anew as a whole is found out by a head noted earlier", async () => {
  await freshChain(10);
  const { head } = await verifyChain();
  await tamper(`
    UPDATE audit_log SET actor_id = 'борис' WHERE place = 3;
    UPDATE audit_log SET place = NULL, hash = NULL;
    UPDATE audit_chain SET head_place = 0, head_hash = repeat('0', 64)`);
  await sealAudit();
  expect(await verifyChain({ notedHead: head ?? "" })).toMatchObject({ isIntact: true, notedPlace: null });
});

test("two hundred writers at once while it is sealed leave one chain without a hole", async () => {
  await freshChain(0);
  let isWriting = true;
  const sealing = Promise.all(
    [1, 2].map(async () => {
      while (isWriting) await sealAudit();
    }),
  );
  await Promise.all(Array.from({ length: 200 }, (_, writer) => note(`tag.added_${writer}`, 5)));
  isWriting = false;
  await sealing;
  await sealAudit();
  expect(await verifyChain()).toMatchObject({ isIntact: true, entries: 1000, unsealed: 0 });
});

test("an entry that commits late gets a later place", async () => {
  await freshChain(1);
  const client = await database.connect();
  await client.query("BEGIN");
  await client.query(
    "INSERT INTO audit_log (actor_type, action, subject_type) VALUES ('user', 'late.one', 'tag')",
  );
  await note("tag.added");
  await sealAudit();
  await client.query("COMMIT");
  await client.end();
  await sealAudit();
  const rows = await database.query<{ action: string }>("SELECT action FROM audit_log ORDER BY place");
  expect(rows.map((row) => row.action)).toEqual(["tag.added", "tag.added", "late.one"]);
  expect((await verifyChain()).isIntact).toBe(true);
});

test("retention takes the oldest away and the rest verifies from there on", async () => {
  await freshChain(40);
  await tamper("UPDATE audit_log SET at = now() - interval '90 days' WHERE place <= 25");
  // Their hashes are over the moment as well: as if they had been written then.
  await tamper(`
    UPDATE audit_log SET place = NULL, hash = NULL;
    UPDATE audit_chain SET head_place = 0, head_hash = repeat('0', 64)`);
  await sealAudit();
  const before = new Date(Date.now() - 30 * 86_400_000);
  expect(await countOldAudit(before)).toBe(25);
  const noted = await verifyChain();
  expect(await inTransaction((tx) => forgetSomeAudit(tx, before))).toBe(25);
  expect(await inTransaction((tx) => forgetSomeAudit(tx, before))).toBe(0);
  expect(await verifyChain()).toMatchObject({ isIntact: true, entries: 15, unsealed: 1 });
  await sealAudit();
  expect(await verifyChain({ notedHead: noted.head ?? "" })).toMatchObject({
    isIntact: true,
    entries: 16,
    notedPlace: 40,
  });
  const [row] = await database.query<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'audit.shortened'",
  );
  expect(row?.details).toEqual({ count: 25, place: 25, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
