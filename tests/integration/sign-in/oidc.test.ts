import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readSettings } from "@/scripts/launcher/settings.mjs";
import { openAuthenticator } from "../../support/authenticator";
import { type Browser, forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { type OidcProvider, type ProviderPerson, startOidcProvider } from "../../support/oidc-provider";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
ownSandbox();
let provider: OidcProvider;
let web: RunningWeb;
const settingsOf = ({ issuer, clientId, clientSecret }: OidcProvider) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
  OIDC_NAME: "Наша почта",
});
beforeAll(async () => {
  provider = await startOidcProvider();
  web = await startWeb(settingsOf(provider));
});
afterAll(() => Promise.all([web?.kill(), provider?.close()]));
beforeEach(() => forgetAttempts(database));

const isIn = async (browser: Browser) => (await browser.api().get("/api/me")).status === 200;
let count = 0;
const known = ({ email }: Person): ProviderPerson => ({
  sub: `sub-${count++}`,
  email,
  email_verified: true,
});

/** Goes to the provider as that person and comes back. Answers where one ends, from the desk's own address on. */
async function walk(browser: Browser, person: ProviderPerson, url = web.url): Promise<string> {
  provider.next = person;
  const begun = await browser.ask("post", "/api/auth/sign-in/social", {
    provider: "oidc",
    callbackURL: "/inbox",
  });
  expect(begun.status).toBe(200);
  const there = await fetch(begun.body.url, { redirect: "manual" });
  const back = new URL(there.headers.get("location") ?? "");
  const done = await browser.ask("get", `${back.pathname}${back.search}`);
  expect(done.status).toBe(302);
  return (done.headers.get("location") ?? "").replace(url, "");
}

test("the sign-in page learns of the provider", async () => {
  const options = (await openBrowser(web.url).api().get("/api/sign-in-options")).body;
  expect(options).toEqual({ oidc: { name: "Наша почта", provider_id: "oidc" } });
});

test("somebody of the team comes in, again and again, as themselves and nothing more", async () => {
  const person = await makeOperator([]);
  const there = { ...known(person), name: "Другое имя", role: "admin" };
  for (let time = 0; time < 2; time++) {
    const browser = openBrowser(web.url);
    expect(await walk(browser, there)).toBe("/inbox");
    const { user } = (await browser.api().get("/api/me")).body;
    expect(user).toMatchObject({ id: person.user.id, name: person.user.name, role: "operator" });
  }
  const accounts = await database.query(
    `SELECT provider_id, account_id, access_token, refresh_token, id_token FROM accounts
      WHERE user_id = $1 AND provider_id <> 'credential'`,
    [person.user.id],
  );
  expect(accounts).toEqual([
    { provider_id: "oidc", account_id: there.sub, access_token: null, refresh_token: null, id_token: null },
  ]);
  const records = await database.query(
    "SELECT details FROM audit_log WHERE action = 'user.signed_in' AND subject_id = $1",
    [person.user.id],
  );
  expect(records).toEqual([{ details: { method: "oidc" } }, { details: { method: "oidc" } }]);
});

test("a stranger stays one: no account is made, and the sign-in page says so", async () => {
  const before = await database.query("SELECT id FROM users");
  const browser = openBrowser(web.url);
  const end = await walk(browser, { sub: "x", email: "stranger@example.ru", email_verified: true });
  expect(end).toMatch(/^\/sign-in\?error=signup_disabled/);
  expect(await isIn(browser)).toBe(false);
  expect(await database.query("SELECT id FROM users")).toHaveLength(before.length);
});

test("an address that the provider has not verified opens nobody's desk", async () => {
  const person = await makeAdmin();
  for (const email_verified of [false, undefined, "false", "true"]) {
    const browser = openBrowser(web.url);
    expect(await walk(browser, { ...known(person), email_verified })).toMatch(/^\/sign-in\?error=/);
    expect(await isIn(browser)).toBe(false);
  }
});

test("a deactivated person hears what a stranger hears", async () => {
  const person = await makeSupervisor();
  const there = known(person);
  await walk(openBrowser(web.url), there);
  await database.query("UPDATE users SET deactivated_at = now() WHERE id = $1", [person.user.id]);
  const browser = openBrowser(web.url);
  expect(await walk(browser, there)).toMatch(/^\/sign-in\?error=signup_disabled/);
  expect(await isIn(browser)).toBe(false);
});

test("a token that somebody else signed is refused", async () => {
  const person = await makeSupervisor();
  provider.forges = true;
  try {
    const browser = openBrowser(web.url);
    expect(await walk(browser, known(person))).toMatch(/^\/sign-in\?error=/);
    expect(await isIn(browser)).toBe(false);
  } finally {
    provider.forges = false;
  }
});

test("a walk begun in one browser does not end in another", async () => {
  const person = await makeSupervisor();
  const [mine, theirs] = [openBrowser(web.url), openBrowser(web.url)];
  provider.next = known(person);
  const begun = await mine.ask("post", "/api/auth/sign-in/social", { provider: "oidc" });
  const there = await fetch(begun.body.url, { redirect: "manual" });
  const back = new URL(there.headers.get("location") ?? "");
  const done = await theirs.ask("get", `${back.pathname}${back.search}`);
  expect(done.headers.get("location")).toContain("/sign-in?error=");
  expect(await isIn(theirs)).toBe(false);
});

test("the walk ends on our own pages only, and no token is taken without it", async () => {
  const browser = openBrowser(web.url);
  for (const callbackURL of ["https://evil.example.com/", "//evil.example.com/", "/\\\\evil.example.com/"]) {
    const body = { provider: "oidc", callbackURL };
    expect((await browser.ask("post", "/api/auth/sign-in/social", body)).status).toBe(400);
  }
  const handedIn = await browser.ask("post", "/api/auth/sign-in/social", {
    provider: "oidc",
    idToken: { token: "e30.e30.e30" },
  });
  expect(handedIn.body.url).toContain(provider.issuer); // it was not looked at: the walk begins
  expect((await browser.ask("post", "/api/auth/sign-in/social", { provider: "google" })).status).toBe(400);
});

test("the provider's word stands for both factors; the rule asks for one here all the same", async () => {
  const person = await makeSupervisor();
  const first = await openSignedIn(web.url, person);
  const begun = await first.ask("post", "/api/me/two-factor", { password: person.password });
  const phone = openAuthenticator(begun.body.totp_uri);
  await first.ask("post", "/api/me/two-factor/confirm", { code: phone.next() });
  const browser = openBrowser(web.url);
  expect(await walk(browser, known(person))).toBe("/inbox");
  expect(await isIn(browser)).toBe(true);

  const without = await makeSupervisor();
  const other = openBrowser(web.url);
  await walk(other, known(without));
  await database.query(
    `INSERT INTO settings (name, value) VALUES ('security_rules', '{"two_factor":"everybody"}')`,
  );
  try {
    expect((await browser.api().get("/api/sellers")).status).toBe(200);
    expect((await other.api().get("/api/sellers")).body.error.code).toBe("two_factor_required");
  } finally {
    await database.query("DELETE FROM settings WHERE name = 'security_rules'");
  }
});

test("a provider that is down keeps nobody from the password, and is found when it is back", async () => {
  const person = await makeSupervisor();
  const gone = await startOidcProvider();
  const port = new URL(gone.issuer).port;
  await gone.close();
  const alone = await startWeb(settingsOf(gone));
  try {
    const browser = openBrowser(alone.url);
    const answer = await browser.ask("post", "/api/auth/sign-in/social", { provider: "oidc" });
    expect([answer.status, answer.body.error.code]).toEqual([503, "sign_in_unavailable"]);
    expect((await browser.enterPassword(person)).status).toBe(200);
    const back = await startOidcProvider(Number(port));
    try {
      const again = await browser.ask("post", "/api/auth/sign-in/social", { provider: "oidc" });
      expect(again.body.url).toContain(gone.issuer);
    } finally {
      await back.close();
    }
  } finally {
    await alone.kill();
  }
});

test("without the settings there is no such sign-in; half of them stop the start with a plain sentence", async () => {
  const plain = await startWeb();
  try {
    const browser = openBrowser(plain.url);
    expect((await browser.api().get("/api/sign-in-options")).body).toEqual({ oidc: null });
    expect((await browser.ask("post", "/api/auth/sign-in/social", { provider: "oidc" })).status).toBe(404);
  } finally {
    await plain.kill();
  }
  const half = { OIDC_ISSUER: "https://id.example.ru", OIDC_CLIENT_ID: "x" };
  expect(() => readSettings(half, [])).toThrow(/OIDC_CLIENT_SECRET belong together/);
});
