import { afterAll, beforeAll, expect, test } from "vitest";
import { openApi } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";

ownDatabase();
const PUBLIC_ADDRESS = "https://desk.example";
let admin: Person;
let plain: RunningWeb;
let secure: RunningWeb;
beforeAll(async () => {
  admin = await makeAdmin();
  plain = await startWeb({ LOG_LEVEL: "fatal" });
  secure = await startWeb({ LOG_LEVEL: "fatal", APP_URL: PUBLIC_ADDRESS });
});
afterAll(async () => {
  await plain?.kill();
  await secure?.kill();
});

async function cookieOf(web: RunningWeb, origin: string): Promise<string> {
  const answer = await openApi(web.url, { origin }).post("/api/auth/sign-in/email", {
    email: admin.email,
    password: admin.password,
  });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie().find((line) => line.includes("session_token")) ?? "";
}

test("the session's cookie is for our server alone, and for https where there is one", async () => {
  const open = await cookieOf(plain, plain.url);
  expect(open).toMatch(/; HttpOnly/i);
  expect(open).toMatch(/; SameSite=Lax/i);
  expect(open).not.toMatch(/; Secure/i);
  const closed = await cookieOf(secure, PUBLIC_ADDRESS);
  expect(closed).toMatch(/^__Secure-/);
  expect(closed).toMatch(/; HttpOnly/i);
  expect(closed).toMatch(/; SameSite=Lax/i);
  expect(closed).toMatch(/; Secure/i);
});

test("a write by cookie from any other page is refused", async () => {
  const cookie = (await cookieOf(plain, plain.url)).split(";")[0] ?? "";
  const body = { availability: "away" };
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${plain.url}.evil.example` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    const answer = await openApi(plain.url, { cookie, ...headers }).put("/api/me/availability", body);
    expect([headers, answer.status, answer.body?.error?.code]).toEqual([headers, 403, "wrong_origin"]);
  }
  const own = await openApi(plain.url, { cookie, origin: plain.url }).put("/api/me/availability", body);
  expect(own.status).toBe(200);
});

test("pages are never framed, sniffed or loaded by plain http where https is at hand", async () => {
  const page = await fetch(`${secure.url}/sign-in`, { redirect: "manual" });
  expect(page.headers.get("strict-transport-security")).toMatch(/max-age=\d{7,}/);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("upgrade-insecure-requests");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/script-src 'nonce-[\w]+' 'strict-dynamic'/);
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  expect(page.headers.get("referrer-policy")).toBe("same-origin");
  expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(page.headers.get("x-powered-by")).toBeNull();
  const nonce = /'nonce-(\w+)'/.exec(policy)?.[1] ?? "";
  const scripts = [...(await page.text()).matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  const http = await fetch(`${plain.url}/sign-in`, { redirect: "manual" });
  expect(http.headers.get("strict-transport-security")).toBeNull();
});
