import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptInvitation, lookAtInvitation } from "@/lib/team/accept-invitation";
import { changeUser } from "@/lib/team/change-user";
import { invite, removeInvitation, renewInvitation } from "@/lib/team/invite";
import { nobody } from "../../support/actor";
import type { Api } from "../../support/api";
import { forgetAttempts, openBrowser, openSignedIn } from "../../support/browser";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
ownSandbox();
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

let count = 0;
const newAddress = () => `new-${count++}@example.ru`;
const tokenOf = (url: string) => new URL(url).hash.slice(1);
const PASSWORD = "северный ветер 41";
const stranger = () => openBrowser(web.url).api();
const accept = (token: string, name = "Новенькая") =>
  stranger().post("/api/invitation/accept", { token, name, password: PASSWORD });

test("an invited person looks, accepts and signs in, with the role and sellers they were given", async () => {
  const sellerId = await makeStoredSeller();
  const email = newAddress().replace("new", "New");
  const made = await api.post("/api/invitations", { email, role: "operator", seller_ids: [sellerId] });
  expect(made.status).toBe(201);
  expect(made.body.invitation).toMatchObject({
    email: email.toLowerCase(),
    name: null,
    invited_by: admin.user.name,
    status: "open",
  });
  expect(new URL(made.body.url).pathname).toBe("/invitation");
  const token = tokenOf(made.body.url);

  const looked = await stranger().post("/api/invitation/look", { token });
  expect(looked.body.invitation).toMatchObject({ email: email.toLowerCase(), role: "operator" });
  const accepted = await accept(token);
  expect([accepted.status, accepted.body.user.seller_ids]).toEqual([201, [sellerId]]);
  const browser = await openSignedIn(web.url, { email: email.toLowerCase(), password: PASSWORD });
  expect((await browser.api().get("/api/me")).body.user).toMatchObject({
    name: "Новенькая",
    role: "operator",
  });

  const again = await accept(token);
  expect([again.status, again.body.error.code]).toEqual([409, "invitation_ended"]);
  expect((await api.get("/api/invitations")).body.items).toEqual([]);
  const records = await database.query<{ action: string; actor_id: string }>(
    "SELECT action, actor_id FROM audit_log WHERE subject_id = $1 ORDER BY id",
    [made.body.invitation.id],
  );
  expect(records).toEqual([
    { action: "invitation.added", actor_id: admin.user.id },
    { action: "invitation.accepted", actor_id: accepted.body.user.id },
  ]);
});

test("the token lies nowhere in plain: the table holds its hash", async () => {
  const { body } = await api.post("/api/invitations", { email: newAddress(), role: "supervisor" });
  const token = tokenOf(body.url);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const [row] = await database.query<{ text: string; token_hash: string }>(
    "SELECT i::text AS text, token_hash FROM invitations i WHERE id = $1",
    [body.invitation.id],
  );
  expect(row?.token_hash).toBe(createHash("sha256").update(token).digest("hex"));
  expect(row?.text).not.toContain(token);
  const listed = await api.get("/api/invitations");
  expect(listed.text).not.toContain(token);
  expect(web.output()).not.toContain(token);
});

test("of two who take one link at once, one does", async () => {
  for (let round = 0; round < 5; round++) {
    const { url } = await invite({
      actor: admin.actor,
      given: { email: newAddress(), role: "operator", seller_ids: [] },
    });
    const answers = await Promise.all([accept(tokenOf(url), "Первая"), accept(tokenOf(url), "Вторая")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  }
});

test("a link ends after seven days, when it is renewed, and when it is taken back", async () => {
  const given = () => ({ email: newAddress(), role: "operator" as const, seller_ids: [] });
  const ended = { code: "invitation_ended" };
  const old = await invite({ actor: admin.actor, given: given() });
  try {
    moveClock(7 * 24 * 3600 - 60);
    await expect(lookAtInvitation(tokenOf(old.url))).resolves.toMatchObject({ role: "operator" });
    moveClock(120);
    await expect(lookAtInvitation(tokenOf(old.url))).rejects.toMatchObject(ended);
    const taken = acceptInvitation({ token: tokenOf(old.url), name: "x", password: PASSWORD });
    await expect(taken).rejects.toMatchObject(ended);
    const renewed = await renewInvitation({ actor: admin.actor, invitationId: old.invitation.id });
    expect(renewed.invitation.status).toBe("open");
    await expect(lookAtInvitation(tokenOf(renewed.url))).resolves.toMatchObject({ role: "operator" });
    await expect(lookAtInvitation(tokenOf(old.url))).rejects.toMatchObject(ended);
    await removeInvitation({ actor: admin.actor, invitationId: old.invitation.id });
    await expect(lookAtInvitation(tokenOf(renewed.url))).rejects.toMatchObject(ended);
    const again = removeInvitation({ actor: admin.actor, invitationId: old.invitation.id });
    await expect(again).rejects.toMatchObject({ code: "not_found" });
  } finally {
    resetClock();
  }
});

test("an address has one open link, however many are made at once", async () => {
  const email = newAddress();
  const given = { email, role: "operator" as const, seller_ids: [] };
  const made = await Promise.all(Array.from({ length: 4 }, () => invite({ actor: admin.actor, given })));
  const open = await Promise.allSettled(made.map(({ url }) => lookAtInvitation(tokenOf(url))));
  expect(open.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("whoever has an account is not invited; sellers that are gone are not given", async () => {
  const person = await makeOperator([]);
  const known = await api.post("/api/invitations", { email: person.email.toUpperCase(), role: "operator" });
  expect(known.body.error.code).toBe("email_taken");
  const removed = await makeStoredSeller();
  const email = newAddress();
  const { url } = await invite({
    actor: admin.actor,
    given: { email, role: "operator", seller_ids: [removed] },
  });
  await database.query("UPDATE sellers SET deleted_at = now() WHERE id = $1", [removed]);
  const refused = await api.post("/api/invitations", {
    email: newAddress(),
    role: "operator",
    seller_ids: [removed],
  });
  expect(refused.status).toBe(404);
  // Removed since: it keeps nobody out.
  expect((await accept(tokenOf(url))).body.user.seller_ids).toEqual([]);
});

test("a password that is easy to guess makes no account, and the link still works", async () => {
  const { url } = await invite({
    actor: admin.actor,
    given: { email: newAddress(), role: "operator", seller_ids: [] },
  });
  const token = tokenOf(url);
  const weak = await stranger().post("/api/invitation/accept", {
    token,
    name: "Ольга",
    password: "пароль123",
  });
  expect([weak.status, weak.body.error.code]).toEqual([422, "password_too_common"]);
  expect((await accept(token)).status).toBe(201);
});

test("links of an admin who is shut out end with them", async () => {
  const gone = await makeAdmin();
  const { url } = await invite({
    actor: gone.actor,
    given: { email: newAddress(), role: "admin", seller_ids: [] },
  });
  await changeUser({ actor: nobody, userId: gone.user.id, change: { status: "deactivated" } });
  await expect(lookAtInvitation(tokenOf(url))).rejects.toMatchObject({ code: "invitation_ended" });
});

test("guessing at links is slowed down", async () => {
  const guesser = openBrowser(web.url).api();
  const statuses: number[] = [];
  for (let at = 0; at < 22; at++) {
    const token = `guess-${String(at).padStart(20, "0")}`;
    statuses.push((await guesser.post("/api/invitation/look", { token })).status);
  }
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(409));
  expect(statuses.at(-1)).toBe(429);
});
