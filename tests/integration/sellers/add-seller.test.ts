import { afterEach, beforeAll, expect, test } from "vitest";
import { addSeller, type NewSeller } from "@/lib/sellers/add-seller";
import { removeSeller } from "@/lib/sellers/change-seller";
import { findSecret } from "@/lib/sellers/credentials";
import { ownDatabase } from "../../support/database";
import { type Account, makeAccount, makeAdmin, type Person } from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  admin = await makeAdmin();
});
afterEach(() => sandbox().clearFaults());

function add(account: Account, more: Partial<NewSeller> = {}) {
  const given: NewSeller = {
    name: account.name,
    marketplace: "ozon",
    client_id: account.client_id,
    api_key: account.api_key,
    api_version: "auto",
    ...more,
  };
  return addSeller({ actor: admin.actor, given });
}
const stored = async (account: Account) =>
  (await database.query("SELECT 1 FROM sellers WHERE account_id = $1", [account.client_id])).length;

test.each(["v1", "v3"] as const)("the dialect %s is found out", async (dialect) => {
  const account = await makeAccount(sandbox(), { dialect });
  const { seller } = await add(account);
  expect(seller).toMatchObject({ api_version: dialect, status: "active", last_error: null });
  expect(seller.api_key_hint).toBe(`…${account.api_key.slice(-4)}`);
});

test("a refused key stores nothing", async () => {
  const account = await makeAccount(sandbox(), { dialect: "v3" });
  const api_key = "nobody-issued-this";
  await expect(add(account, { api_key })).rejects.toMatchObject({ code: "credentials_rejected" });
  expect(await stored(account)).toBe(0);
  // The account's limits are kept count of all the same.
  expect(await findInDatabase(database, account.client_id)).toEqual([
    "public.permit_places",
    "public.permits",
  ]);
  expect(await findInDatabase(database, api_key)).toEqual([]);
});

test.each(["drop_before", "circle_open", "html"] as const)(
  "a marketplace that answers %s stores nothing",
  async (kind) => {
    const account = await makeAccount(sandbox(), { dialect: "v3" });
    await sandbox().setFault({ kind, client_id: account.client_id });
    await expect(add(account)).rejects.toMatchObject({
      code: expect.stringMatching(/^(marketplace_unavailable|unexpected_answer)$/),
    });
    expect(await stored(account)).toBe(0);
  },
);

test("an account is connected once, also by two people at the same moment, and again after its removal", async () => {
  const account = await makeAccount(sandbox(), { dialect: "v1" });
  const outcomes = await Promise.allSettled([add(account), add(account)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(add(account)).rejects.toMatchObject({ code: "seller_exists" });
  const first = outcomes.find((outcome) => outcome.status === "fulfilled");
  await removeSeller({ actor: admin.actor, sellerId: first?.value.seller.id ?? "" });
  const again = await add(account);
  expect(again.seller.id).not.toBe(first?.value.seller.id);
});

test("key and webhook secret lie in the database encrypted only", async () => {
  const account = await makeAccount(sandbox(), { dialect: "v1" });
  const added = await add(account, { webhook_mode: "signed" });
  expect(added.webhook_secret).toMatch(/^[\w-]{40,}$/);
  expect(await findSecret(added.seller.id, "webhook_secret")).toBe(added.webhook_secret);
  expect(await findInDatabase(database, account.api_key)).toEqual([]);
  expect(await findInDatabase(database, added.webhook_secret ?? "")).toEqual([]);
  expect(JSON.stringify(added.seller)).not.toContain(account.api_key);
});
