import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { changeUser } from "@/lib/team/change-user";
import { nobody } from "../../support/actor";
import { forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
ownSandbox();
let web: RunningWeb;
let other: RunningWeb;
let admin: Person;
beforeAll(async () => {
  [web, other] = await Promise.all([startWeb(), startWeb()]);
  admin = await makeAdmin();
});
afterAll(() => Promise.all([web?.kill(), other?.kill()]));
beforeEach(() => forgetAttempts(database));

const asAdmin = async () => (await openSignedIn(web.url, admin)).api();
const pathOf = (person: Person) => `/api/users/${person.user.id}`;
const auditOf = (person: Person) =>
  database.query<{ action: string; details: object; actor_id: string; ip: string }>(
    "SELECT action, details, actor_id, ip FROM audit_log WHERE subject_id = $1 ORDER BY id",
    [person.user.id],
  );

test("a deactivated person is out at once, in every process, with browser and program", async () => {
  const person = await makeAdmin();
  const browser = await openSignedIn(web.url, person);
  const made = await browser.ask("post", "/api/api-tokens", { name: "Отчёт" });
  const program = { authorization: `Bearer ${made.body.token}` };
  const elsewhere = (await openSignedIn(other.url, person)).api();
  expect((await elsewhere.get("/api/me")).status).toBe(200);

  const answer = await (await asAdmin()).patch(pathOf(person), { status: "deactivated" });
  expect(answer.body.user).toMatchObject({ status: "deactivated", name: person.user.name });

  expect((await browser.api().get("/api/me")).status).toBe(401);
  expect((await elsewhere.get("/api/me")).status).toBe(401);
  const byToken = await openBrowser(other.url).api().get("/api/sellers", { headers: program });
  expect(byToken.status).toBe(401);
  const records = await auditOf(person);
  expect(records.at(-1)).toMatchObject({ action: "user.deactivated", actor_id: admin.user.id });
  expect(records.at(-1)?.details).toEqual({ sessions: 2, api_tokens: 1 });
});

test("a deactivated person hears what anybody with a wrong password hears", async () => {
  const person = await makeSupervisor();
  await (await asAdmin()).patch(pathOf(person), { status: "deactivated" });
  const right = await openBrowser(web.url).enterPassword(person);
  const wrong = await openBrowser(web.url).enterPassword({ email: person.email, password: "совсем не тот" });
  expect([right.status, wrong.status]).toEqual([401, 401]);
  expect(right.body).toEqual(wrong.body);
  expect(await database.query("SELECT 1 FROM sessions WHERE user_id = $1", [person.user.id])).toEqual([]);
});

test("whoever is let back in signs in as before and holds no old session", async () => {
  const person = await makeSupervisor();
  const old = await openSignedIn(web.url, person);
  const api = await asAdmin();
  await api.patch(pathOf(person), { status: "deactivated" });
  expect((await api.patch(pathOf(person), { status: "active" })).body.user.status).toBe("active");
  expect((await old.api().get("/api/me")).status).toBe(401);
  expect((await openBrowser(web.url).enterPassword(person)).status).toBe(200);
  expect((await auditOf(person)).map(({ action }) => action)).toContain("user.reactivated");
});

test("an open event stream of a deactivated person ends before it says anything more", async () => {
  const person = await makeSupervisor();
  const api = await asAdmin();
  const theirs = (await openSignedIn(web.url, person)).api();
  const response = await fetch(`${web.url}/api/events`, { headers: theirs.headers });
  expect(response.status).toBe(200);
  const said = response.text();
  await api.patch(pathOf(person), { status: "deactivated" });
  // A stream asks anew who is there when it hears of a seller for the first time, and every ten seconds otherwise.
  const chatId = await makeStoredChat(await makeStoredSeller());
  expect((await api.post(`/api/chats/${chatId}/notes`, { text: "не для них" })).status).toBe(201);
  expect(await said).not.toContain("не для них");
});

test("nobody demotes or deactivates themselves; a name is one's own to change", async () => {
  const api = await asAdmin();
  for (const change of [{ role: "operator" }, { status: "deactivated" }]) {
    const answer = await api.patch(pathOf(admin), change);
    expect([answer.status, answer.body.error.code]).toEqual([409, "own_account"]);
  }
  expect((await api.patch(pathOf(admin), { name: "Мария" })).body.user.name).toBe("Мария");
});

test("two admins who demote each other at once leave one of them", async () => {
  await database.query("UPDATE users SET role = 'supervisor' WHERE role = 'admin'");
  const [one, two] = [await makeAdmin(), await makeAdmin()];
  for (let round = 0; round < 4; round++) {
    const [first, second] = await Promise.all(
      [one, two].map(async (person) => (await openSignedIn(web.url, person)).api()),
    );
    const answers = await Promise.all([
      first?.patch(pathOf(two), round % 2 === 0 ? { role: "operator" } : { status: "deactivated" }),
      second?.patch(pathOf(one), { role: "operator" }),
    ]);
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(1);
    const left = await database.query("SELECT id FROM users WHERE role = 'admin' AND deactivated_at IS NULL");
    expect(left).toHaveLength(1);
    await database.query("UPDATE users SET role = 'admin', deactivated_at = NULL WHERE id = ANY ($1)", [
      [one.user.id, two.user.id],
    ]);
  }
  await database.query("UPDATE users SET role = 'admin' WHERE id = $1", [admin.user.id]);
});

test("the last admin stays one, whoever asks", async () => {
  await database.query("UPDATE users SET role = 'supervisor' WHERE role = 'admin' AND id <> $1", [
    admin.user.id,
  ]);
  for (const change of [{ role: "operator" }, { status: "deactivated" }] as const) {
    const asked = changeUser({ actor: nobody, userId: admin.user.id, change });
    await expect(asked).rejects.toMatchObject({ code: "last_admin" });
  }
});

test("another role and other sellers act with the next request", async () => {
  const [here, there] = [await makeStoredSeller("Здесь"), await makeStoredSeller("Там")];
  const person = await makeOperator([here]);
  const theirs = (await openSignedIn(web.url, person)).api();
  const sellersOf = async () =>
    (await theirs.get("/api/sellers?limit=100")).body.items.map(({ id }: { id: string }) => id);
  expect(await sellersOf()).toEqual([here]);
  const api = await asAdmin();
  const changed = await api.patch(pathOf(person), { seller_ids: [there] });
  expect(changed.body.user.seller_ids).toEqual([there]);
  expect(await sellersOf()).toEqual([there]);
  expect((await theirs.get("/api/users")).status).toBe(403);
  await api.patch(pathOf(person), { role: "admin" });
  expect((await theirs.get("/api/users")).status).toBe(200);
});

test("sellers that are not there are refused; a removed one's people come back with it", async () => {
  const [kept, removed] = [await makeStoredSeller(), await makeStoredSeller()];
  const person = await makeOperator([kept, removed]);
  await database.query("UPDATE sellers SET deleted_at = now() WHERE id = $1", [removed]);
  const api = await asAdmin();
  for (const id of [removed, "0190a000-0000-7000-8000-000000000000", "x"]) {
    expect((await api.patch(pathOf(person), { seller_ids: [kept, id] })).status).toBe(404);
  }
  expect((await api.patch(pathOf(person), { seller_ids: [kept] })).body.user.seller_ids).toEqual([kept]);
  await database.query("UPDATE sellers SET deleted_at = NULL WHERE id = $1", [removed]);
  const list = (await api.get("/api/users?limit=100")).body.items;
  const found = list.find(({ id }: { id: string }) => id === person.user.id);
  expect(found.seller_ids.sort()).toEqual([kept, removed].sort());
});

test("signed out everywhere by an admin, a person has to sign in anew", async () => {
  const person = await makeSupervisor();
  const browser = await openSignedIn(web.url, person);
  const api = await asAdmin();
  expect((await api.delete(`${pathOf(person)}/sessions`)).status).toBe(204);
  expect((await browser.api().get("/api/me")).status).toBe(401);
  expect((await api.delete("/api/users/nobody/sessions")).status).toBe(404);
  expect((await auditOf(person)).at(-1)).toMatchObject({ action: "session.ended", details: { sessions: 1 } });
});
