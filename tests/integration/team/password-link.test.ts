import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { changeUser } from "@/lib/team/change-user";
import { forgetEndedSessions } from "@/lib/team/end-sessions";
import { nobody } from "../../support/actor";
import type { Api } from "../../support/api";
import { forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";

const database = ownDatabase();
let web: RunningWeb;
let admin: Person;
let api: Api;
beforeAll(async () => {
  web = await startWeb();
  admin = await makeAdmin();
  api = (await openSignedIn(web.url, admin)).api();
});
afterAll(() => web?.kill());
beforeEach(() => forgetAttempts(database));

const NEW_PASSWORD = "северный ветер 41";
const stranger = () => openBrowser(web.url).api();

async function linkFor(person: Person): Promise<string> {
  const made = await api.post(`/api/users/${person.user.id}/password-link`, {});
  expect(made.status).toBe(200);
  return new URL(made.body.url).hash.slice(1);
}

const use = (token: string) =>
  stranger().post("/api/invitation/accept", { token, name: "Другое имя", password: NEW_PASSWORD });

test("who forgot their password chooses a new one by a link, once, and is signed out everywhere", async () => {
  const person = await makeOperator([]);
  const before = (await openSignedIn(web.url, person)).api();
  const token = await linkFor(person);
  const looked = await stranger().post("/api/invitation/look", { token });
  expect(looked.body.invitation).toMatchObject({ email: person.email, is_new: false });
  expect((await before.get("/api/me")).status).toBe(200); // a link alone changes nothing
  expect((await use(token)).status).toBe(201);
  expect((await before.get("/api/me")).status).toBe(401);
  await expect(openSignedIn(web.url, person)).rejects.toThrow();
  const after = (await openSignedIn(web.url, { email: person.email, password: NEW_PASSWORD })).api();
  expect((await after.get("/api/me")).body.user).toMatchObject({
    id: person.user.id,
    name: person.user.name,
  });
  expect((await use(token)).body.error.code).toBe("invitation_ended");
  const audited = await database.query<{ action: string }>(
    "SELECT action FROM audit_log WHERE subject_id = $1 AND action LIKE 'password.%' ORDER BY id",
    [person.user.id],
  );
  expect(audited.map(({ action }) => action)).toEqual(["password.link_made", "password.changed"]);
});

test("sign-ins that ran out are forgotten, those that go on are not", async () => {
  const person = await makeOperator([]);
  const going = (await openSignedIn(web.url, person)).api();
  const ended = (await openSignedIn(web.url, person)).api();
  const [newest] = await database.query<{ id: string }>(
    "SELECT id FROM sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1",
    [person.user.id],
  );
  await database.query("UPDATE sessions SET expires_at = now() - interval '1 day' WHERE id = $1", [
    newest?.id,
  ]);
  await forgetEndedSessions();
  expect((await going.get("/api/me")).status).toBe(200);
  expect((await ended.get("/api/me")).status).toBe(401);
  const left = await database.query("SELECT 1 FROM sessions WHERE user_id = $1", [person.user.id]);
  expect(left).toHaveLength(1);
});

test("a newer link ends the one before, and neither stands among the invitations", async () => {
  const person = await makeOperator([]);
  const first = await linkFor(person);
  const second = await linkFor(person);
  expect((await use(first)).body.error.code).toBe("invitation_ended");
  const listed = await api.get("/api/invitations");
  expect(listed.body.items.map((one: { email: string }) => one.email)).not.toContain(person.email);
  expect((await use(second)).status).toBe(201);
});

test("there is none for oneself, for nobody, or for who was shut out, also not one made before", async () => {
  const person = await makeOperator([]);
  const token = await linkFor(person);
  await changeUser({ actor: nobody, userId: person.user.id, change: { status: "deactivated" } });
  expect((await use(token)).body.error.code).toBe("invitation_ended");
  const statusOf = async (id: string) => (await api.post(`/api/users/${id}/password-link`, {})).status;
  expect(await statusOf(person.user.id)).toBe(404);
  expect(await statusOf("no-such-person")).toBe(404);
  expect(await statusOf(admin.user.id)).toBe(409);
});
