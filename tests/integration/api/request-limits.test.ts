import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countRequest, forgetOldCounts } from "@/lib/limits/request-limit";
import { ownDatabase } from "../../support/database";
import { makeAdmin } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";

const database = ownDatabase();
let web: RunningWeb;
beforeAll(async () => {
  await makeAdmin();
  web = await startWeb({ LOG_LEVEL: "fatal" });
});
afterAll(() => web?.kill());

test("a window lets so many through, tells the rest when to come back, and begins anew", async () => {
  const key = randomUUID();
  const limit = { requests: 3, seconds: 60 };
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => countRequest(key, limit)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  const refusal = outcomes.find((outcome) => outcome.status === "rejected");
  expect(refusal?.reason).toMatchObject({ code: "too_many_requests" });
  expect(refusal?.reason.retryAfterSeconds).toBeGreaterThan(0);
  await expect(countRequest(randomUUID(), limit)).resolves.toBeUndefined();
  await database.query("UPDATE request_counts SET resets_at = now() - interval '1 second' WHERE key = $1", [
    key,
  ]);
  await expect(countRequest(key, limit)).resolves.toBeUndefined();
});

test("windows that are long over are forgotten", async () => {
  const key = randomUUID();
  await countRequest(key, { requests: 1, seconds: 1 });
  await database.query("UPDATE request_counts SET resets_at = now() - interval '2 hours' WHERE key = $1", [
    key,
  ]);
  await forgetOldCounts();
  expect(await database.query("SELECT 1 FROM request_counts WHERE key = $1", [key])).toEqual([]);
});

async function trySetUp(headers: Record<string, string> = {}) {
  return fetch(`${web.url}/api/set-up`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ name: "Гость", email: "guest@example.ru", password: "correct-horse-9" }),
  });
}

test("a stranger who hammers a public route is told to wait", async () => {
  const statuses: number[] = [];
  for (let turn = 0; turn < 21; turn += 1) statuses.push((await trySetUp()).status);
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 409));
  const refused = await trySetUp();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error: { code: "too_many_requests" } });
});

test("a page of somebody else's cannot use a public route, however it asks", async () => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of foreign) {
    const refused = await trySetUp(headers);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { code: "wrong_origin" } });
  }
});

test("an answer of the API starts nothing in a browser", async () => {
  const answer = await fetch(`${web.url}/api/me`);
  const headers = Object.fromEntries(answer.headers);
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("DENY");
});
