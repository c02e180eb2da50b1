import { afterAll, beforeAll, expect, test } from "vitest";
import { openApi, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
ownSandbox();
let web: RunningWeb;
let person: Person;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web?.kill());

const ask = (body: unknown, headers: Record<string, string> = {}) =>
  openApi(web.url, { origin: web.url, ...headers }).post("/api/auth/sign-in/email", body);

test("the first visitor makes the first admin, and nobody after", async () => {
  const visitor = openApi(web.url);
  expect((await visitor.get("/api/set-up")).body).toEqual({ is_needed: true });
  const given = { name: "Анна", email: "Anna@Example.ru", password: "длинный пароль" };
  const answers = await Promise.all([visitor.post("/api/set-up", given), visitor.post("/api/set-up", given)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await visitor.get("/api/set-up")).body).toEqual({ is_needed: false });
  const api = await signIn(web.url, { email: "anna@example.ru", password: given.password });
  expect((await api.get("/api/me")).body.user).toMatchObject({ role: "admin", email: "anna@example.ru" });
});

test("the session's cookie is for our own pages alone, and ends with signing out", async () => {
  person = await makeOperator([]);
  const answer = await ask({ email: person.email, password: person.password });
  const cookie = answer.headers.getSetCookie().find((line) => line.includes("session")) ?? "";
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).toMatch(/Path=\//);
  expect(cookie).not.toMatch(/Secure/i); // plain http here
  const api = await signIn(web.url, person);
  expect((await api.get("/api/me")).status).toBe(200);
  expect((await api.post("/api/auth/sign-out", {})).status).toBe(200);
  expect((await api.get("/api/me")).status).toBe(401);
});

test("an address over https makes the cookie secure", async () => {
  const secure = await startWeb({ APP_URL: "https://desk.example.ru" });
  try {
    const admin = await makeAdmin();
    const headers = { origin: "https://desk.example.ru" };
    const answer = await openApi(secure.url, headers).post("/api/auth/sign-in/email", {
      email: admin.email,
      password: admin.password,
    });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().find((line) => line.includes("session")) ?? "";
    expect(cookie).toMatch(/^__Secure-/);
    expect(cookie).toMatch(/Secure/);
  } finally {
    await secure.kill();
  }
});

test("a wrong password and an unknown person look the same: 401 in the caller's language", async () => {
  const wrong = await ask({ email: person.email, password: "not this one" }, { "accept-language": "ru" });
  const unknown = await ask(
    { email: "nobody@example.ru", password: "not this one" },
    { "accept-language": "ru" },
  );
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(wrong.body.error).toEqual({ code: "invalid_sign_in", message: expect.stringMatching(/[а-я]/i) });
  expect(unknown.body).toEqual(wrong.body);
});

test("nobody signs up by themselves", async () => {
  const answer = await openApi(web.url, { origin: web.url }).post("/api/auth/sign-up/email", {
    name: "x",
    email: "x@example.ru",
    password: "long enough",
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await database.query("SELECT 1 FROM users WHERE email = 'x@example.ru'")).toEqual([]);
});

test("after too many attempts even the right password waits, and is told how long", async () => {
  // As a proxy on this machine hands requests on: the last address is the one it saw, all before it anybody's claim.
  let guess = 0;
  const attempt = (password: string) =>
    ask({ email: person.email, password }, { "x-forwarded-for": `10.0.0.${guess++}, 203.0.113.7` });
  const statuses: number[] = [];
  for (let count = 0; count < 12; count++) statuses.push((await attempt("guess")).status);
  expect(statuses.at(0)).toBe(401);
  expect(statuses.at(-1)).toBe(429);
  const waiting = await attempt(person.password);
  expect(waiting.status).toBe(429);
  expect(waiting.body.error.code).toBe("too_many_requests");
  expect(Number(waiting.headers.get("retry-after"))).toBeGreaterThan(0);
});
