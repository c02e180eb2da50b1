import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openAuthenticator } from "../../support/authenticator";
import { forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
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
afterEach(() => database.query("DELETE FROM settings WHERE name = 'security_rules'"));

test("an admin who turns the rule on without a second factor is led to set one up, not locked out", async () => {
  const browser = await openSignedIn(web.url, admin);
  const made = await browser.ask("post", "/api/api-tokens", { name: "Программа" });
  const asProgram = { headers: { authorization: `Bearer ${made.body.token}` } };
  const program = openBrowser(web.url).api();
  expect((await program.get("/api/sellers", asProgram)).status).toBe(200);

  const changed = await browser.api().put("/api/security-rules", { two_factor: "admins" });
  expect(changed.body).toEqual({ rules: { two_factor: "admins" } });
  const refused = await browser.api().get("/api/sellers");
  expect([refused.status, refused.body.error.code]).toEqual([403, "two_factor_required"]);
  expect((await browser.api().get("/api/events")).body.error.code).toBe("two_factor_required");
  expect((await program.get("/api/sellers", asProgram)).body.error.code).toBe("two_factor_required");
  expect((await browser.api().get("/api/me")).body.user.must_set_up_two_factor).toBe(true);
  expect((await browser.api().get("/api/security-rules")).status).toBe(200);
  expect((await browser.api().get("/api/me/sessions")).status).toBe(200);
  expect((await program.get("/api/sign-in-options")).status).toBe(200);

  const begun = await browser.ask("post", "/api/me/two-factor", { password: admin.password });
  const phone = openAuthenticator(begun.body.totp_uri);
  await browser.ask("post", "/api/me/two-factor/confirm", { code: phone.next() });
  expect((await browser.api().get("/api/sellers")).status).toBe(200);
  expect((await program.get("/api/sellers", asProgram)).status).toBe(200);
  const end = () => browser.ask("post", "/api/me/two-factor/end", { password: admin.password });
  expect((await end()).body.error.code).toBe("two_factor_needed");
  expect((await browser.api().put("/api/security-rules", { two_factor: "nobody" })).status).toBe(200);
  expect((await end()).status).toBe(204);
  const records = await database.query(
    "SELECT details FROM audit_log WHERE action = 'security_rules.changed' ORDER BY id",
  );
  expect(records).toEqual([{ details: { two_factor: "admins" } }, { details: { two_factor: "nobody" } }]);
});

test("the rule for admins leaves the others alone; the rule for everybody asks them too", async () => {
  const person = await makeSupervisor();
  const theirs = (await openSignedIn(web.url, person)).api();
  const rule = (await openSignedIn(web.url, admin)).api();
  await rule.put("/api/security-rules", { two_factor: "admins" });
  expect((await theirs.get("/api/sellers")).status).toBe(200);
  await rule.put("/api/security-rules", { two_factor: "everybody" });
  expect((await theirs.get("/api/sellers")).status).toBe(403);
  expect((await theirs.post("/api/auth/sign-out", {})).status).toBe(200);
});

test("the rule is an admin's alone to see and to change", async () => {
  const theirs = (await openSignedIn(web.url, await makeSupervisor())).api();
  expect((await theirs.get("/api/security-rules")).status).toBe(403);
  expect((await theirs.put("/api/security-rules", { two_factor: "nobody" })).status).toBe(403);
  const bad = await (await openSignedIn(web.url, admin))
    .api()
    .put("/api/security-rules", { two_factor: "x" });
  expect(bad.status).toBe(400);
});
