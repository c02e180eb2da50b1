import { describe, expect, test } from "vitest";
import { changeSeller } from "@/lib/sellers/change-seller";
import { registerByItself } from "@/lib/webhooks/register";
import { listDueRegistrations } from "@/lib/webhooks/upkeep";
import { nobody } from "../../support/actor";
import { changeSetting } from "../../support/change-setting";
import { moveClock } from "../../support/clock";
import { goodPong, ownRegistration } from "./own-registration";

const { database, sandbox, port, answer, connect, press, read, change, theirs, audited } = ownRegistration();

describe("the button", () => {
  test("production: registers with the chats' types, checks, and twice is once", async () => {
    const seller = await connect("v3");
    expect(await read(seller)).toMatchObject({
      mode: "push",
      modes: ["push"],
      url_problem: null,
      registration: { state: "none", registered_at: null },
      known_networks: ["195.34.21.0/24", "185.73.192.0/22", "91.223.93.0/24"],
    });
    for (let again = 0; again < 2; again++) {
      const { webhook, check } = await press(seller);
      expect(check).toEqual({ is_reached: true, problem: null });
      expect(webhook.registration).toMatchObject({
        state: "registered",
        registered_at: expect.any(String),
        checked_at: expect.any(String),
        error: null,
      });
    }
    const [only, ...more] = await theirs(seller);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ url: (await read(seller)).url, enabled: true });
    expect(only?.events).toEqual(
      expect.arrayContaining([
        "TYPE_NEW_MESSAGE",
        "TYPE_MESSAGE_READ",
        "TYPE_CHAT_CLOSED",
        "TYPE_NEW_POSTING",
      ]),
    );
    expect(await audited(seller)).toEqual(["webhook.registered by user", "webhook.registered by user"]);
  });

  test("the documents' dialect: subscribes, and has no test to tell of", async () => {
    const seller = await connect("v1");
    const { webhook, check } = await press(seller);
    expect(check).toEqual({ is_reached: null, problem: null });
    expect(webhook).toMatchObject({
      modes: ["signed"],
      registration: { state: "registered", checked_at: null },
    });
    expect(await theirs(seller)).toMatchObject([
      {
        url: webhook.url,
        enabled: true,
        events: ["chat_new_message", "chat_status_changed", "chat_created"],
      },
    ]);
  });

  test("two at once make one", async () => {
    const seller = await connect("v3");
    const outcomes = await Promise.allSettled([press(seller), press(seller), registerByItself(seller.id)]);
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await theirs(seller)).toHaveLength(1);
  });

  test("what others registered stays as it is, what was switched off is switched on", async () => {
    const seller = await connect("v3");
    const url = (await read(seller)).url ?? "";
    await sandbox().setWebhook(seller.account.client_id, {
      url,
      events: ["TYPE_NEW_MESSAGE", "TYPE_STOCKS_CHANGED"],
    });
    await press(seller);
    const [ours] = await theirs(seller);
    expect(await theirs(seller)).toHaveLength(1);
    expect(ours?.events).toEqual(expect.arrayContaining(["TYPE_STOCKS_CHANGED", "TYPE_CHAT_CLOSED"]));
    const other = `http://127.0.0.1:${port()}/of-another-program`;
    await sandbox().setWebhook(seller.account.client_id, { url: other, events: ["TYPE_NEW_MESSAGE"] });
    await press(seller);
    expect(await theirs(seller)).toMatchObject([
      { url: other, events: ["TYPE_NEW_MESSAGE"] },
      { url, enabled: true },
    ]);
  });

  test("an address that the marketplace cannot use fails in its words, and polling goes on", async () => {
    const wrong = await connect("v3");
    answer({ status: 200, body: "no JSON" });
    await expect(press(wrong)).rejects.toMatchObject({
      code: "webhook_not_accepted",
      details: { marketplace_says: expect.stringContaining("INVALID_JSON") },
    });
    const { registration } = await read(wrong);
    expect(registration).toMatchObject({ state: "failed", registered_at: null });
    expect(registration.error).toEqual({
      code: "webhook_not_accepted",
      message: expect.stringContaining("INVALID_JSON"),
    });
    expect(wrong.seller.status).toBe("active");

    changeSetting("APP_URL", "http://desk.example.ru");
    const notTls = await connect("v1");
    await expect(press(notTls)).rejects.toMatchObject({
      code: "webhook_not_accepted",
      details: { marketplace_says: "url must be https" },
    });
    expect(await audited(notTls)).toEqual(["webhook.registration_failed by user"]);
  });

  test("a registered address that fails its test is a failure, whatever was registered", async () => {
    const seller = await connect("v3");
    await press(seller);
    answer({ status: 503, body: "" });
    const { webhook, check } = await press(seller);
    expect(check).toEqual({ is_reached: false, problem: expect.stringContaining("SERVER_FAULT") });
    expect(webhook.registration).toMatchObject({ state: "failed", error: { code: "webhook_not_accepted" } });
  });

  test("a mode that the account cannot register is said to be so", async () => {
    const push = await connect("v1", "push");
    await expect(press(push)).rejects.toMatchObject({
      code: "webhook_mode_unsupported",
      details: { modes: ["signed"] },
    });
    const none = await connect("v3", null);
    await expect(press(none)).rejects.toMatchObject({ code: "webhook_mode_unsupported" });
    await expect(change(none, { mode: "signed" })).rejects.toMatchObject({
      code: "webhook_mode_unsupported",
    });
    expect(await listDueRegistrations()).not.toContain(push.id);
  });

  test("a refused key and a marketplace that is away are told apart", async () => {
    const seller = await connect("v3");
    const path = "/v1/notification/*";
    const client_id = seller.account.client_id;
    await sandbox().setFault({
      kind: "status",
      status: 403,
      path,
      client_id,
      body: { code: 7, message: "Api-Key is missing a required role" },
    });
    await expect(press(seller)).rejects.toMatchObject({ code: "role_missing" });
    await sandbox().clearFaults();
    await sandbox().setFault({ kind: "circle_open", path, client_id });
    await expect(press(seller)).rejects.toMatchObject({ code: "marketplace_unavailable" });
    expect((await read(seller)).registration).toMatchObject({
      state: "failed",
      error: { code: "marketplace_unavailable" },
    });
  });
});

describe("by itself", () => {
  test("a new seller is due at once, a failed try after growing pauses, a registered one no more", async () => {
    const seller = await connect("v3");
    const isDue = async () => (await listDueRegistrations()).includes(seller.id);
    answer({ status: 500, body: "" });
    for (const pauseSeconds of [0, 300, 600, 1200]) {
      moveClock(pauseSeconds - 5);
      expect(await isDue()).toBe(pauseSeconds === 0);
      moveClock(10);
      expect(await isDue()).toBe(true);
      await registerByItself(seller.id);
      expect((await read(seller)).registration.state).toBe("failed");
      expect(await isDue()).toBe(false);
    }
    answer(goodPong);
    moveClock(2405);
    await registerByItself(seller.id);
    expect((await read(seller)).registration).toMatchObject({ state: "registered", error: null });
    moveClock(24 * 3600);
    expect(await isDue()).toBe(false);
    // The first failure is worth a line in the audit, its repeats are not.
    expect(await audited(seller)).toEqual([
      "webhook.registration_failed by system",
      "webhook.registered by system",
    ]);
  });

  test("a paused seller, and one without a webhook, are left alone", async () => {
    const [paused, none] = [await connect("v3"), await connect("v3", null)];
    await changeSeller({ actor: nobody, sellerId: paused.id, change: { status: "paused" } });
    const due = await listDueRegistrations();
    expect(due).not.toContain(paused.id);
    expect(due).not.toContain(none.id);
  });

  test("a try that died is begun anew", async () => {
    const seller = await connect("v3");
    await database.query(
      "INSERT INTO webhook_registrations (seller_id, state, url, attempted_at, is_trying) VALUES ($1, 'none', '', now(), true)",
      [seller.id],
    );
    expect(await listDueRegistrations()).not.toContain(seller.id);
    await expect(press(seller)).rejects.toMatchObject({ code: "too_many_requests" });
    moveClock(121);
    expect(await listDueRegistrations()).toContain(seller.id);
    await registerByItself(seller.id);
    expect(await theirs(seller)).toHaveLength(1);
  });

  test.each(["v1", "v3"] as const)(
    "%s: when our address moves, the registration moves with it",
    async (dialect) => {
      const seller = await connect(dialect);
      await press(seller);
      const before = (await read(seller)).url;
      changeSetting("APP_URL", `http://localhost:${port()}`);
      moveClock(61);
      expect(await listDueRegistrations()).toContain(seller.id);
      await registerByItself(seller.id);
      const { url, registration } = await read(seller);
      expect(url).not.toBe(before);
      expect(registration.state).toBe("registered");
      expect(await theirs(seller)).toMatchObject([{ url, enabled: true }]);
      moveClock(3600);
      expect(await listDueRegistrations()).not.toContain(seller.id);
    },
  );

  test("an address that nobody on the internet reaches is not offered to a marketplace there", async () => {
    const seller = await connect("v3");
    const here = process.env.OZON_API_URL;
    try {
      process.env.OZON_API_URL = "https://api-seller.ozon.ru";
      changeSetting("APP_URL", "http://localhost:3000");
      expect((await read(seller)).url_problem).toBe("not_public");
      expect(await listDueRegistrations()).toEqual([]);
      changeSetting("APP_URL", "http://desk.example.ru");
      expect((await read(seller)).url_problem).toBe("not_https");
      changeSetting("APP_URL", "https://desk.example.ru");
      expect((await read(seller)).url_problem).toBeNull();
      expect(await listDueRegistrations()).toContain(seller.id);
    } finally {
      changeSetting("OZON_API_URL", here ?? "");
    }
  });
});
