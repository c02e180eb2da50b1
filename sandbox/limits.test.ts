import { afterEach, expect, test } from "vitest";
import { createSandboxClient } from "./client";
import { LimitKeeper, OZON_LIMITS } from "./limits";
import { callerOf, v1Account, v3Account } from "./seller-caller";
import { type Sandbox, startSandbox } from "./server";

const running: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});

async function start(limits: Parameters<typeof startSandbox>[0] = {}) {
  const sandbox = await startSandbox({ accounts: [v1Account, v3Account], ...limits });
  running.push(sandbox);
  return { sandbox, client: createSandboxClient(sandbox.url) };
}

test("a third v1 chat request within the window is refused, counted and told how long to wait", async () => {
  const limits = { v1_chat: { ...OZON_LIMITS.v1_chat, window_ms: 60_000 } }; // wide: no slow machine slides out of it
  const { sandbox, client } = await start({ limits });
  const call = callerOf(sandbox.url, v1Account);
  const answers = await Promise.all([1, 2, 3].map(() => call("/v1/chat/list", { limit: 1 })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 429]);
  const refused = answers.find((answer) => answer.status === 429);
  expect(refused?.json).toEqual({
    code: 429,
    message: "Rate limit exceeded",
    details: "Retry after 60 seconds",
  });
  const [breach] = await client.listBreaches();
  expect(breach).toMatchObject({ client_id: "1001", limit: "v1_chat", count: 1, worst: 3, allowed: 2 });
});

test("v3 answers 429 with code 8, and headers where the account has them", async () => {
  const limits = { v3_all: { count: 1, window_ms: 60_000 } };
  const { sandbox, client } = await start({ limits });
  await client.changeAccount("3003", { quirks: { rate_limit_headers: true } });
  const call = callerOf(sandbox.url, v3Account);
  await call("/v1/roles");
  const refused = await call("/v1/roles");
  expect(refused.json).toMatchObject({ code: 8, message: "You have reached request rate limit per second" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("an eleventh message into one chat is refused, another chat is not", async () => {
  const { sandbox, client } = await start();
  const call = callerOf(sandbox.url, v3Account);
  const [one, two] = await Promise.all([
    client.say({ client_id: "3003" }),
    client.say({ client_id: "3003" }),
  ]);
  const statuses: number[] = [];
  for (let turn = 1; turn <= 11; turn += 1) {
    statuses.push((await call("/v1/chat/send/message", { chat_id: one.chat_id, text: `${turn}` })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(200), 429]);
  expect((await call("/v1/chat/send/message", { chat_id: two.chat_id, text: "да" })).status).toBe(200);
  expect(await client.listMessages("3003", { direction: "outbound", chat_id: one.chat_id })).toHaveLength(10);
});

test("an injected 429 is no breach, and breaches are counted even when they are let through", async () => {
  const limits = { v3_all: { count: 2, window_ms: 60_000 } };
  const { sandbox, client } = await start({ limits, enforceLimits: false });
  const call = callerOf(sandbox.url, v3Account);
  await client.setFault({ kind: "status", status: 429, times: 1 });
  expect((await call("/v1/roles")).status).toBe(429);
  expect(await client.listBreaches()).toEqual([]);
  await call("/v1/roles");
  expect((await call("/v1/roles")).status).toBe(200);
  expect(await client.listBreaches()).toMatchObject([{ limit: "v3_all", count: 1, worst: 3 }]);
});

test("a window slides: what is older than it no longer counts", () => {
  const keeper = new LimitKeeper({ ...OZON_LIMITS, v1_chat: { count: 2, window_ms: 1000 } }, true);
  expect([0, 500].map((now) => keeper.admit("c", "v1_chat", now))).toEqual([null, null]);
  expect(keeper.admit("c", "v1_chat", 900)).toBe(100);
  expect(keeper.admit("c", "v1_chat", 1001)).toBeNull();
  expect(keeper.admit("c", "v1_chat", 1002)).not.toBeNull();
});
