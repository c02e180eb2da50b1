import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MarketplaceError } from "@/lib/marketplaces/errors";
import { changeSeller, removeSeller } from "@/lib/sellers/change-seller";
import { checkKey, recheckKeys } from "@/lib/sellers/check-key";
import { connectSeller } from "@/lib/sellers/connect-seller";
import { findCredentials } from "@/lib/sellers/credentials";
import { followFailure } from "@/lib/sellers/follow-failure";
import { judgeRefusal } from "@/lib/sellers/judge-refusal";
import { type GivenKey, previewKey } from "@/lib/sellers/preview-key";
import { getSeller } from "@/lib/sellers/read";
import { rejectCredentials } from "@/lib/sellers/record-health";
import type { Dialect } from "../../../sandbox/model";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import {
  type Account,
  type ConnectedSeller,
  makeAccount,
  makeAdmin,
  makeConnectedSeller,
  type Person,
} from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

const DAY = 86_400;
const CHATS_ONLY = [{ name: "Чаты", methods: ["/v3/chat/list", "/v3/chat/history"] }];
const NO_CHATS = [{ name: "Склад", methods: ["/v4/posting/fbs/list"] }];

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
// What earlier tests connected must not be looked at by the daily round of a later one.
beforeEach(() => database.query("UPDATE sellers SET status = 'paused'"));
afterEach(async () => {
  resetClock();
  await sandbox().clearFaults();
});

const given = (account: Account, more: Partial<GivenKey> = {}): GivenKey => ({
  marketplace: "ozon",
  client_id: account.client_id,
  api_key: account.api_key,
  api_version: "auto",
  ...more,
});
const connect = (dialect: Dialect = "v3", seed: Partial<Account> = {}) =>
  makeConnectedSeller({ sandbox: sandbox(), dialect, seed });
const read = (seller: ConnectedSeller) => getSeller({ actor: admin.actor, sellerId: seller.id });
const change = (seller: ConnectedSeller, api_key: string) =>
  changeSeller({ actor: admin.actor, sellerId: seller.id, change: { api_key } });
const rowOf = async (seller: ConnectedSeller) =>
  (await database.query("SELECT * FROM sellers WHERE id = $1", [seller.id]))[0];
const inDays = (days: number) => new Date(Date.now() + days * DAY * 1000).toISOString();

describe("trying a key", () => {
  test("tells name, dialect, end and rights, and stores nothing", async () => {
    const key_expires_at = inDays(40);
    const account = await makeAccount(sandbox(), { dialect: "v3", key_expires_at, roles: CHATS_ONLY });
    await sandbox().say({ client_id: account.client_id, texts: ["Есть кто?"] });
    expect(await previewKey(given(account))).toMatchObject({
      api_version: "v3",
      account_name: null, // this right does not reach as far as the account's name
      expires_at: key_expires_at,
      roles: ["Чаты"],
      rights: { read_chats: true, write_chats: false, read_orders: false, set_webhooks: false },
      chat_access: "ok",
    });
    expect(await database.query("SELECT 1 FROM sellers WHERE account_id = $1", [account.client_id])).toEqual(
      [],
    );
    expect(await findInDatabase(database, account.api_key)).toEqual([]);
  });

  test("an account of the documents tells no rights and no end", async () => {
    const account = await makeAccount(sandbox(), { dialect: "v1" });
    expect(await previewKey(given(account))).toEqual({
      api_version: "v1",
      account_name: null,
      expires_at: null,
      roles: [],
      rights: null,
      chat_access: "ok",
    });
  });

  test("each refusal has its own word", async () => {
    const account = await makeAccount(sandbox(), { dialect: "v3" });
    const refusalOf = (more: Partial<GivenKey> = {}) =>
      previewKey(given(account, more)).catch((error) => error);
    // The marketplace says the same of a wrong key and of a wrong account: nobody can tell them apart.
    const wrong = { code: "credentials_rejected", details: { reason: "wrong" } };
    expect(await refusalOf({ api_key: "nobody-issued-this" })).toMatchObject(wrong);
    expect(await refusalOf({ client_id: "99" })).toMatchObject(wrong);
    await sandbox().setFault({ kind: "drop_before", client_id: account.client_id });
    expect(await refusalOf()).toMatchObject({ code: "marketplace_unavailable" });
    await sandbox().clearFaults();
    await sandbox().changeAccount(account.client_id, { key_expires_at: inDays(-1) });
    expect(await refusalOf()).toMatchObject({ code: "credentials_rejected", details: { reason: "ended" } });
  });

  test("a missing right and a missing subscription are told, the rights there are by name", async () => {
    const account = await makeAccount(sandbox(), { dialect: "v3", roles: NO_CHATS });
    await sandbox().say({ client_id: account.client_id, texts: ["Есть кто?"] });
    expect(await previewKey(given(account))).toMatchObject({ chat_access: "role_missing", roles: ["Склад"] });
    await sandbox().changeAccount(account.client_id, { roles: null, premium_plus: false });
    expect(await previewKey(given(account))).toMatchObject({
      chat_access: "subscription_missing",
      roles: ["Admin"],
    });
  });

  test("an account that is connected already is told before anybody is asked", async () => {
    const seller = await connect();
    await sandbox().resetCounters();
    await expect(previewKey(given(seller.account))).rejects.toMatchObject({ code: "seller_exists" });
    expect(await sandbox().listRequests({ client_id: seller.account.client_id })).toEqual([]);
  });
});

describe("a new key", () => {
  test("is tried first: one that is refused changes nothing at all", async () => {
    const seller = await connect();
    const before = await rowOf(seller);
    const events = await database.query("SELECT id FROM events");
    await expect(change(seller, "nobody-issued-this")).rejects.toMatchObject({
      code: "credentials_rejected",
    });
    await sandbox().setFault({ kind: "status", status: 503, client_id: seller.account.client_id });
    await expect(change(seller, seller.account.api_key)).rejects.toMatchObject({
      code: "marketplace_unavailable",
    });
    expect(await rowOf(seller)).toEqual(before);
    expect((await findCredentials(seller.id))?.apiKey).toBe(seller.account.api_key);
    expect(await database.query("SELECT id FROM events")).toEqual(events);
  });

  test("begins a new age: set now, its own end and rights, reminded of nothing", async () => {
    const seller = await connect();
    await database.query(
      "UPDATE sellers SET api_key_reminders = '{expires_7,old}', api_key_roles = '{X}' WHERE id = $1",
      [seller.id],
    );
    moveClock(100 * DAY);
    const key_expires_at = inDays(300);
    await sandbox().changeAccount(seller.account.client_id, { api_key: "renewed-2", key_expires_at });
    const changed = await change(seller, "renewed-2");
    expect(changed).toMatchObject({ api_key_expires_at: key_expires_at, api_key_roles: ["Admin"] });
    expect(Date.parse(changed.api_key_set_at)).toBeGreaterThan(Date.now() + 99 * DAY * 1000);
    expect(await rowOf(seller)).toMatchObject({ api_key_reminders: [] });
  });

  test("is not given to a seller that was removed while it was tried", async () => {
    const seller = await connect();
    await sandbox().setFault({ kind: "delay", ms: 400, times: 1, client_id: seller.account.client_id });
    const changing = change(seller, seller.account.api_key);
    await removeSeller({ actor: admin.actor, sellerId: seller.id });
    await expect(changing).rejects.toMatchObject({ code: "not_found" });
    expect(await findCredentials(seller.id)).toBeNull();
  });

  test("does not wake a seller that somebody paused while it was tried", async () => {
    const seller = await connect();
    await sandbox().setFault({ kind: "delay", ms: 400, times: 1, client_id: seller.account.client_id });
    const changing = change(seller, seller.account.api_key);
    await changeSeller({ actor: admin.actor, sellerId: seller.id, change: { status: "paused" } });
    expect(await changing).toMatchObject({ status: "paused" });
  });

  describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
    "in $dialect",
    ({ dialect }) => {
      /** A request with the old key that is refused, and the new key that came before its answer. */
      async function rotateUnderARequest() {
        const seller = await connect(dialect);
        const { chatId } = await seller.say("Есть кто?");
        const before = await rowOf(seller);
        const withOldKey = await connectSeller({ sellerId: seller.id, lane: "reply" });
        await sandbox().changeAccount(seller.account.client_id, { api_key: "renewed-3" });
        const error = await withOldKey.chats
          .sendText({ chatExternalId: chatId, text: "Да", chatSecret: null })
          .catch((refused: unknown) => refused);
        if (!(error instanceof MarketplaceError)) throw new Error("the old key should have been refused");
        await change(seller, "renewed-3");
        return { seller, error, oldKeySetAt: before?.api_key_set_at as Date };
      }

      test("a late refusal of the key before does not stop the seller, nor frighten anybody", async () => {
        const { seller, error } = await rotateUnderARequest();
        expect(error.kind).toBe("credentials_rejected");
        expect(await judgeRefusal(seller.id, error)).toBe("unknown"); // a message is sent again then
        await followFailure(seller.id, error);
        expect(await read(seller)).toMatchObject({ status: "active", chat_access: "ok" });
      });

      test("a verdict over the key before counts no more once there is another", async () => {
        const { seller, error, oldKeySetAt } = await rotateUnderARequest();
        expect(await rejectCredentials(seller.id, error, { keySetAt: oldKeySetAt })).toBe("key_changed");
        expect(await read(seller)).toMatchObject({ status: "active" });
      });
    },
  );
});

describe("the key in use, asked about anew", () => {
  test("tells its end and rights at a person's word, and it is audited", async () => {
    const seller = await connect();
    const key_expires_at = inDays(3);
    await sandbox().changeAccount(seller.account.client_id, { key_expires_at, roles: NO_CHATS });
    const checked = await checkKey({ actor: admin.actor, sellerId: seller.id });
    expect(checked).toMatchObject({
      api_key_expires_at: key_expires_at,
      api_key_roles: ["Склад"],
      chat_access: "role_missing",
    });
    const audit = await database.query(
      "SELECT actor_id FROM audit_log WHERE action = 'seller.key_checked' AND seller_id = $1",
      [seller.id],
    );
    expect(audit).toEqual([{ actor_id: admin.user.id }]);
  });

  test("stops the seller when it is refused, and brings it back when it is taken again", async () => {
    const seller = await connect();
    await sandbox().changeAccount(seller.account.client_id, { api_key: "another" });
    const check = () => checkKey({ actor: admin.actor, sellerId: seller.id });
    await expect(check()).rejects.toMatchObject({ code: "credentials_rejected" });
    expect(await read(seller)).toMatchObject({ status: "credentials_rejected" });
    await sandbox().changeAccount(seller.account.client_id, { api_key: seller.account.api_key });
    expect(await check()).toMatchObject({ status: "active", last_error: null });
  });

  test("is read once a day by itself, production's keys only, and again in an hour when nobody answered", async () => {
    const seller = await connect();
    const old = await connect("v1");
    await sandbox().resetCounters();
    const asked = async (one: ConnectedSeller) =>
      (await sandbox().listRequests({ client_id: one.account.client_id, path: "/v1/roles" })).length;
    await recheckKeys();
    expect(await asked(seller)).toBe(0);
    moveClock(DAY + 1);
    await sandbox().changeAccount(seller.account.client_id, { key_expires_at: inDays(9) });
    await Promise.all([recheckKeys(), recheckKeys()]);
    expect(await asked(seller)).toBe(1);
    expect(await asked(old)).toBe(0);
    expect(Date.parse((await read(seller)).api_key_expires_at ?? "")).toBeLessThan(
      Date.now() + 10 * DAY * 1000,
    );
    moveClock(DAY + 1);
    await sandbox().setFault({ kind: "drop_before", client_id: seller.account.client_id });
    await recheckKeys();
    await sandbox().clearFaults();
    await sandbox().resetCounters();
    await recheckKeys();
    expect(await asked(seller)).toBe(0);
    moveClock(3600);
    await recheckKeys();
    expect(await asked(seller)).toBe(1);
    expect(await read(seller)).toMatchObject({ status: "active" });
  });

  test("an end that moved away is reminded of anew", async () => {
    const seller = await connect();
    await sandbox().changeAccount(seller.account.client_id, { key_expires_at: inDays(100) });
    await database.query(
      "UPDATE sellers SET api_key_expires_at = now() + interval '5 days', api_key_reminders = '{expires_30,expires_7,old}' WHERE id = $1",
      [seller.id],
    );
    await checkKey({ actor: admin.actor, sellerId: seller.id });
    expect(await rowOf(seller)).toMatchObject({ api_key_reminders: ["old"] });
  });
});
