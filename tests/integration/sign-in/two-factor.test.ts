import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openAuthenticator } from "../../support/authenticator";
import { type Browser, forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeSupervisor, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
ownSandbox();
let web: RunningWeb;
let admin: Person;
beforeAll(async () => {
  web = await startWeb();
  admin = await makeAdmin();
});
afterAll(() => web?.kill());
beforeEach(() => forgetAttempts(database));

/** Somebody who has turned it on, with the phone and the paper in hand. */
async function withTwoFactor(person?: Person) {
  const who = person ?? (await makeSupervisor());
  const browser = await openSignedIn(web.url, who);
  const begun = await browser.ask("post", "/api/me/two-factor", { password: who.password });
  const phone = openAuthenticator(begun.body.totp_uri);
  const codes: string[] = begun.body.recovery_codes;
  const confirmed = await browser.ask("post", "/api/me/two-factor/confirm", { code: phone.next() });
  expect(confirmed.status).toBe(204);
  return { who, browser, phone, codes, uri: String(begun.body.totp_uri) };
}

const isIn = async (browser: Browser) => (await browser.api().get("/api/me")).status === 200;
const actionsOf = async ({ user }: Person) => {
  const rows = await database.query<{ action: string }>(
    "SELECT action FROM audit_log WHERE subject_id = $1 AND action NOT LIKE 'user.added' ORDER BY id",
    [user.id],
  );
  return rows.map(({ action }) => action);
};

test("a password alone opens nothing any more; password and code do", async () => {
  const { who, phone } = await withTwoFactor();
  const browser = openBrowser(web.url);
  const first = await browser.enterPassword(who);
  expect([first.status, first.body.twoFactorRedirect]).toEqual([200, true]);
  expect(first.headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/);
  expect(await isIn(browser)).toBe(false);
  const wrong = await browser.enterCode(phone.wrong());
  expect([wrong.status, wrong.body.error.code]).toEqual([401, "code_wrong"]);
  const right = await browser.enterCode(phone.next());
  expect(right.status).toBe(200);
  expect(right.text).not.toContain("token");
  expect(await isIn(browser)).toBe(true);
  expect((await browser.api().get("/api/me")).body.user.two_factor).toBe(true);
  expect(await actionsOf(who)).toEqual([
    "user.signed_in",
    "two_factor.begun",
    "two_factor.turned_on",
    "user.sign_in_failed",
    "user.signed_in",
  ]);
});

test("a code that was taken is not taken again, not even a moment later", async () => {
  const { who, phone } = await withTwoFactor();
  const code = phone.next();
  const [one, two] = [openBrowser(web.url), openBrowser(web.url)];
  await one.enterPassword(who);
  await two.enterPassword(who);
  const answers = await Promise.all([one.enterCode(code), two.enterCode(code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test("a recovery code opens once, as it was written down, also when tried twice at once", async () => {
  const { who, codes } = await withTwoFactor();
  const [first = "", second = ""] = codes;
  const browser = openBrowser(web.url);
  await browser.enterPassword(who);
  expect((await browser.enterRecoveryCode(first.toUpperCase().replace("-", " "))).status).toBe(200);
  expect(await isIn(browser)).toBe(true);
  const [one, two, three] = [openBrowser(web.url), openBrowser(web.url), openBrowser(web.url)];
  for (const each of [one, two, three]) await each.enterPassword(who);
  expect((await one.enterRecoveryCode(first)).body.error.code).toBe("code_wrong");
  const answers = await Promise.all([two.enterRecoveryCode(second), three.enterRecoveryCode(second)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("new recovery codes end the old ones", async () => {
  const { who, browser, codes } = await withTwoFactor();
  const renewed = await browser.ask("post", "/api/me/two-factor/recovery-codes", { password: who.password });
  expect(new Set([...renewed.body.recovery_codes, ...codes]).size).toBe(20);
  const next = openBrowser(web.url);
  await next.enterPassword(who);
  expect((await next.enterRecoveryCode(codes[0] ?? "")).status).toBe(401);
  expect((await next.enterRecoveryCode(renewed.body.recovery_codes[0])).status).toBe(200);
});

test("guessing ends the attempt after five codes, and rests the account after ten", async () => {
  const { who, phone } = await withTwoFactor();
  const attempt = async () => {
    const browser = openBrowser(web.url);
    await browser.enterPassword(who);
    for (let at = 0; at < 5; at++) expect((await browser.enterCode(phone.wrong())).status).toBe(401);
    return browser;
  };
  const first = await attempt();
  const over = await first.enterCode(phone.next());
  expect(over.body.error.code).toBe("sign_in_expired");
  await forgetAttempts(database);
  await attempt();
  await forgetAttempts(database);
  const next = openBrowser(web.url);
  await next.enterPassword(who);
  const resting = await next.enterCode(phone.next());
  expect([resting.status, resting.body.error.code]).toEqual([429, "too_many_requests"]);
  expect(Number(resting.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("codes are counted by address too", async () => {
  const { who, phone } = await withTwoFactor();
  const statuses: number[] = [];
  for (let round = 0; round < 3; round++) {
    const browser = openBrowser(web.url);
    await browser.enterPassword(who);
    for (let at = 0; at < 4; at++) statuses.push((await browser.enterCode(phone.wrong())).status);
  }
  expect(statuses.at(-1)).toBe(429);
});

test("secret and recovery codes lie sealed in the table and in no log", async () => {
  const { who, codes, uri } = await withTwoFactor();
  const [row] = await database.query<{ text: string }>(
    "SELECT t::text AS text FROM two_factors t WHERE user_id = $1",
    [who.user.id],
  );
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  const [whole] = await database.query<{ found: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM audit_log a WHERE a::text LIKE '%' || $1 || '%') AS found",
    [codes[0]],
  );
  for (const known of [secret, ...codes]) {
    expect(row?.text).not.toContain(known);
    expect(web.output()).not.toContain(known);
  }
  expect(whole?.found).toBe(false);
});

test("the password is asked for every change, and a confirmed one is not begun anew", async () => {
  const { who, browser } = await withTwoFactor();
  for (const path of ["/end", "/recovery-codes"]) {
    const answer = await browser.ask("post", `/api/me/two-factor${path}`, { password: "не тот пароль" });
    expect([answer.status, answer.body.error.code]).toEqual([422, "password_wrong"]);
  }
  const again = await browser.ask("post", "/api/me/two-factor", { password: who.password });
  expect(again.body.error.code).toBe("two_factor_on");
  expect((await browser.ask("post", "/api/me/two-factor/end", { password: who.password })).status).toBe(204);
  const ended = await browser.ask("post", "/api/me/two-factor/recovery-codes", { password: who.password });
  expect(ended.body.error.code).toBe("two_factor_off");
  expect((await openBrowser(web.url).enterPassword(who)).body.user.email).toBe(who.email);
});

test("what was begun and not confirmed asks nobody for a code", async () => {
  const who = await makeSupervisor();
  const browser = await openSignedIn(web.url, who);
  const begun = await browser.ask("post", "/api/me/two-factor", { password: who.password });
  const phone = openAuthenticator(begun.body.totp_uri);
  const wrong = await browser.ask("post", "/api/me/two-factor/confirm", { code: phone.wrong() });
  expect([wrong.status, wrong.body.error.code]).toEqual([422, "code_wrong"]);
  expect((await openBrowser(web.url).enterPassword(who)).body.twoFactorRedirect).toBeUndefined();
});

test("turning it on signs other browsers out", async () => {
  const who = await makeSupervisor();
  const other = await openSignedIn(web.url, who);
  const { browser } = await withTwoFactor(who);
  expect(await isIn(other)).toBe(false);
  expect(await isIn(browser)).toBe(true);
});

test("the library's own ways around all this are shut", async () => {
  const { who, browser, phone } = await withTwoFactor();
  const password = who.password;
  const shut: Array<[string, object]> = [
    ["two-factor/enable", { password }],
    ["two-factor/disable", { password }],
    ["two-factor/generate-backup-codes", { password }],
    ["two-factor/get-totp-uri", { password }],
    ["two-factor/send-otp", {}],
    ["change-password", { currentPassword: password, newPassword: "другой пароль 77" }],
    ["change-email", { newEmail: "x@example.ru" }],
    ["update-user", { name: "x" }],
    ["delete-user", { password }],
    ["revoke-sessions", {}],
    ["sign-up/email", { email: "x@example.ru", password, name: "x" }],
    ["link-social", { provider: "oidc" }],
    ["sign-in/social", { provider: "oidc" }],
  ];
  for (const [path, body] of shut) {
    expect([path, (await browser.ask("post", `/api/auth/${path}`, body)).status]).toEqual([path, 404]);
  }
  expect((await browser.ask("get", "/api/auth/list-sessions")).status).toBe(404);
  // Signed in already, a code turns nothing on and says nothing about the secret.
  const code = phone.next();
  expect((await browser.enterCode(code)).status).toBe(400);
  // No browser is trusted for later.
  const next = openBrowser(web.url);
  await next.enterPassword(who);
  const body = { code, trustDevice: true };
  const trusted = await next.ask("post", "/api/auth/two-factor/verify-totp", body);
  expect(trusted.status).toBe(200);
  expect(trusted.headers.getSetCookie().join()).not.toMatch(/trust/);
});

test("an admin takes the second factor from a person who lost it, and their browsers with it", async () => {
  const { who, browser } = await withTwoFactor();
  const api = (await openSignedIn(web.url, admin)).api();
  const path = (person: Person) => `/api/users/${person.user.id}/two-factor`;
  expect((await api.delete(path(who))).status).toBe(204);
  expect(await isIn(browser)).toBe(false);
  expect((await openBrowser(web.url).enterPassword(who)).body.user.email).toBe(who.email);
  expect((await api.delete(path(who))).body.error.code).toBe("two_factor_off");
  expect((await api.delete(path(admin))).body.error.code).toBe("own_account");
  expect((await api.delete("/api/users/nobody/two-factor")).status).toBe(404);
  expect(await actionsOf(who)).toContain("two_factor.reset");
});

test("a program with a token looks after no second factor", async () => {
  const browser = await openSignedIn(web.url, admin);
  const made = await browser.ask("post", "/api/api-tokens", { name: "Программа" });
  const program = { headers: { authorization: `Bearer ${made.body.token}`, cookie: "" } };
  const answer = await openBrowser(web.url)
    .api()
    .post("/api/me/two-factor", { password: admin.password }, program);
  expect([answer.status, answer.body.error.code]).toEqual([403, "person_only"]);
});
