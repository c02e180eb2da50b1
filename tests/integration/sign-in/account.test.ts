import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeSupervisor, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
ownSandbox();
let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web?.kill());
beforeEach(() => forgetAttempts(database));

const recordsOf = (person: Person) =>
  database.query<{ action: string; details: Record<string, unknown>; ip: string; user_agent: string }>(
    "SELECT action, details, ip, user_agent FROM audit_log WHERE subject_id = $1 ORDER BY id",
    [person.user.id],
  );

test("a person sees their browsers and signs them out, one or all others", async () => {
  const person = await makeSupervisor();
  const here = await openSignedIn(web.url, person, "Browser at work");
  const phone = await openSignedIn(web.url, person, "Phone");
  const home = await openSignedIn(web.url, person, "Browser at home");
  const listed = (await here.api().get("/api/me/sessions")).body.items;
  expect(listed.map(({ user_agent }: { user_agent: string }) => user_agent)).toEqual([
    "Browser at home",
    "Phone",
    "Browser at work",
  ]);
  expect(listed.map(({ is_current }: { is_current: boolean }) => is_current)).toEqual([false, false, true]);
  expect(listed[0].ip).toBe("127.0.0.1");

  expect((await here.api().delete(`/api/me/sessions/${listed[1].id}`)).status).toBe(204);
  expect((await phone.api().get("/api/me")).status).toBe(401);
  expect((await home.api().get("/api/me")).status).toBe(200);
  expect((await here.api().delete("/api/me/sessions")).status).toBe(204);
  expect((await home.api().get("/api/me")).status).toBe(401);
  expect((await here.api().get("/api/me/sessions")).body.items).toHaveLength(1);
  const actions = (await recordsOf(person)).map(({ action }) => action);
  expect(actions.filter((action) => action === "session.ended")).toHaveLength(2);
});

test("somebody else's session does not exist for anybody", async () => {
  const [one, two] = [await makeAdmin(), await makeSupervisor()];
  const theirs = await openSignedIn(web.url, two);
  const [{ id }] = (await theirs.api().get("/api/me/sessions")).body.items;
  const api = (await openSignedIn(web.url, one)).api();
  for (const path of [id, "nothing"]) expect((await api.delete(`/api/me/sessions/${path}`)).status).toBe(404);
  expect((await theirs.api().get("/api/me")).status).toBe(200);
});

test("a new password needs the old one and ends every other browser", async () => {
  const person = await makeSupervisor();
  const [here, other] = [await openSignedIn(web.url, person), await openSignedIn(web.url, person)];
  const change = (current_password: string, new_password: string) =>
    here.ask("post", "/api/me/password", { current_password, new_password });
  const fresh = "утренний туман 58";
  const wrong = await change("не тот пароль", fresh);
  expect([wrong.status, wrong.body.error.code]).toEqual([422, "password_wrong"]);
  const weak = await change(person.password, "qwerty123");
  expect([weak.status, weak.body.error.code]).toEqual([422, "password_too_common"]);
  expect((await other.api().get("/api/me")).status).toBe(200);
  expect((await change(person.password, fresh)).status).toBe(204);
  expect((await other.api().get("/api/me")).status).toBe(401);
  expect((await here.api().get("/api/me")).status).toBe(200);
  expect((await openBrowser(web.url).enterPassword(person)).status).toBe(401);
  expect((await openBrowser(web.url).enterPassword({ ...person, password: fresh })).status).toBe(200);
  expect((await recordsOf(person)).find(({ action }) => action === "password.changed")?.details).toEqual({
    sessions_ended: 1,
  });
});

test("a password that is easy to guess makes nobody, wherever it is given", async () => {
  const api = (await openSignedIn(web.url, await makeAdmin())).api();
  const given = { name: "Пётр", email: "petr.ivanov@example.ru", role: "operator" };
  for (const password of ["password", "ivanov2024", "пароль123", "1qaz2wsx"]) {
    const answer = await api.post("/api/users", { ...given, password });
    expect([password, answer.status, answer.body.error.code]).toEqual([password, 422, "password_too_common"]);
  }
});

test("sign-ins are on record with place and browser; strangers' words are not", async () => {
  const person = await makeSupervisor();
  await openBrowser(web.url, "Phone").enterPassword({ email: person.email, password: "не тот пароль" });
  await openSignedIn(web.url, person, "Phone");
  const records = (await recordsOf(person)).filter(({ action }) => action.startsWith("user.sign"));
  expect(records).toMatchObject([
    { action: "user.sign_in_failed", details: { method: "password", email: person.email }, ip: "127.0.0.1" },
    { action: "user.signed_in", details: { method: "password" }, user_agent: "Phone" },
  ]);
  await openBrowser(web.url).enterPassword({ email: "moi-parol-1234@example.ru", password: "не тот пароль" });
  const [stranger] = await database.query<{ text: string; subject_id: string | null }>(
    "SELECT a::text AS text, subject_id FROM audit_log a WHERE action = 'user.sign_in_failed' ORDER BY id DESC LIMIT 1",
  );
  expect(stranger?.subject_id).toBeNull();
  expect(stranger?.text).not.toContain("moi-parol");
});

test("a guesser does not fill the audit", async () => {
  const person = await makeSupervisor();
  for (let round = 0; round < 3; round++) {
    await database.query("DELETE FROM sign_in_attempts");
    const tries = Array.from({ length: 9 }, () =>
      openBrowser(web.url).enterPassword({ email: person.email, password: "не тот пароль" }),
    );
    await Promise.all(tries);
  }
  const failed = (await recordsOf(person)).filter(({ action }) => action === "user.sign_in_failed");
  expect(failed).toHaveLength(20);
});
