import { afterEach, beforeAll, expect, test } from "vitest";
import { importSellers } from "@/lib/sellers/import-sellers";
import { ownDatabase } from "../../support/database";
import {
  type Account,
  makeAccount,
  makeAdmin,
  makeConnectedSeller,
  type Person,
} from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => sandbox().clearFaults());

const HEADER = "Название;Client-Id;API-ключ;webhook_mode";
const lineOf = (account: Account, more: { name?: string; key?: string; mode?: string } = {}) =>
  `"${more.name ?? account.name}";${account.client_id};${more.key ?? account.api_key};${more.mode ?? ""}`;
const run = (lines: string[], isDryRun = false) =>
  importSellers({ actor: admin.actor, csv: [HEADER, ...lines].join("\r\n"), isDryRun, language: "ru" });
const countSellers = async () =>
  (await database.query<{ count: number }>("SELECT count(*)::int AS count FROM sellers"))[0]?.count;

async function mixedFile() {
  const [good, other, ended, poor] = [
    await makeAccount(sandbox(), { dialect: "v3" }),
    await makeAccount(sandbox(), { dialect: "v1" }),
    await makeAccount(sandbox(), { dialect: "v3", key_expires_at: "2026-01-01T00:00:00Z" }),
    await makeAccount(sandbox(), { dialect: "v3", roles: [{ name: "Склад", methods: ["/v1/seller/info"] }] }),
  ];
  const connected = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const lines = [
    lineOf(good),
    lineOf(good, { name: "Второй раз" }),
    lineOf(ended),
    lineOf(connected.account),
    `Без номера;12a;key-letters;`,
    `;77;key-nameless;`,
    "",
    lineOf(other, { mode: "signed" }),
    `Чужой;555555;key-foreign;`,
    lineOf(poor, { mode: "none" }),
    `Странный;556;key-strange;telegram`,
  ];
  return { good, other, ended, poor, connected, lines };
}
const verdicts = [
  [2, null],
  [3, "line_repeated"],
  [4, "key_ended"],
  [5, "seller_exists"],
  [6, "client_id_wrong"],
  [7, "name_missing"],
  [9, null],
  [10, "credentials_rejected"],
  [11, "role_missing"],
  [12, "webhook_mode_unknown"],
];

test("a dry run tries every key and stores nothing", async () => {
  const { lines } = await mixedFile();
  const before = await countSellers();
  const results = await run(lines, true);
  expect(results.map(({ line, error }) => [line, error?.code ?? null])).toEqual(verdicts);
  expect(results.filter(({ outcome }) => outcome === "fine").map(({ line }) => line)).toEqual([2, 9, 11]);
  expect(results[1]?.error?.message).toContain("строке 2");
  expect(await countSellers()).toBe(before);
});

test("good lines are connected whatever stands beside them, and a second run adds nothing", async () => {
  const { good, other, poor, lines } = await mixedFile();
  const before = (await countSellers()) ?? 0;
  const results = await run(lines);
  expect(results.map(({ line, error }) => [line, error?.code ?? null])).toEqual(verdicts);
  const added = results.filter(({ outcome }) => outcome === "added");
  expect(added.map(({ client_id }) => client_id)).toEqual([good.client_id, other.client_id, poor.client_id]);
  expect(await countSellers()).toBe(before + 3);
  const rows = await database.query(
    "SELECT webhook_mode, dialect, status FROM sellers WHERE id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], id)",
    [added.map(({ seller_id }) => seller_id)],
  );
  expect(rows).toEqual([
    { webhook_mode: "push", dialect: "v3", status: "active" },
    { webhook_mode: "signed", dialect: "v1", status: "active" },
    { webhook_mode: null, dialect: "v3", status: "active" },
  ]);
  const again = await run(lines);
  expect(again.filter(({ outcome }) => outcome === "added")).toEqual([]);
  expect(await countSellers()).toBe(before + 3);
});

test("no key is repeated: not in the answer, not in the database, not in the audit log", async () => {
  const account = await makeAccount(sandbox(), { dialect: "v3" });
  const foreign = "key-that-nobody-issued";
  const results = await run([lineOf(account), `Чужой;444;${foreign};`]);
  const answer = JSON.stringify(results);
  for (const key of [account.api_key, foreign]) {
    expect(answer).not.toContain(key);
    expect(await findInDatabase(database, key)).toEqual([]);
  }
});

test("a key that stands in the number's column is not repeated either", async () => {
  const key = "11111111-2222-4333-8444-555555555555";
  const results = await run([`Магазин;${key};444;`]);
  expect(results[0]?.error?.code).toBe("client_id_wrong");
  expect(JSON.stringify(results)).not.toContain(key.slice(0, 8));
});

test("a marketplace that is away refuses its lines alone", async () => {
  const [away, good] = [
    await makeAccount(sandbox(), { dialect: "v3" }),
    await makeAccount(sandbox(), { dialect: "v3" }),
  ];
  await sandbox().setFault({ kind: "drop_before", client_id: away.client_id });
  const results = await run([lineOf(away), lineOf(good)]);
  expect(results.map(({ outcome, error }) => [outcome, error?.code ?? null])).toEqual([
    ["refused", "marketplace_unavailable"],
    ["added", null],
  ]);
});

test("of the lines that are tried at once each counts for itself, and the result is in the file's order", async () => {
  const accounts = await Promise.all(
    Array.from({ length: 12 }, () => makeAccount(sandbox(), { dialect: "v3" })),
  );
  await sandbox().setFault({ kind: "delay", ms: 200, client_id: accounts[0]?.client_id });
  const results = await run(accounts.map((account) => lineOf(account)));
  expect(results.map(({ client_id }) => client_id)).toEqual(accounts.map(({ client_id }) => client_id));
  expect(results.every(({ outcome }) => outcome === "added")).toBe(true);
});
