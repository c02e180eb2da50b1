import { afterEach, beforeAll, expect, test } from "vitest";
import { createApiToken, findActorByToken, listApiTokens, removeApiToken } from "@/lib/auth/api-tokens";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, type Person } from "../../support/factories";
import { findInDatabase } from "../../support/find-in-database";

const database = ownDatabase();
let admin: Person;
let colleague: Person;
beforeAll(async () => {
  [admin, colleague] = [await makeAdmin(), await makeAdmin()];
});
afterEach(() => resetClock());

const make = (given: Partial<Parameters<typeof createApiToken>[0]> = {}) =>
  createApiToken({ actor: admin.actor, name: "1С", expiresAt: null, scopes: ["*"], ...given });
const find = (token: string) => findActorByToken(token, "request");
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test("a token acts for its maker with its scopes, and lies nowhere as it is", async () => {
  const { token, api_token } = await make({ scopes: ["chats.read", "chats.read"] });
  expect(await find(token)).toMatchObject({ userId: admin.user.id, role: "admin", scopes: ["chats.read"] });
  expect(api_token).toMatchObject({
    scopes: ["chats.read"],
    created_by: admin.user.name,
    last_used_at: null,
  });
  expect(await findInDatabase(database, token)).toEqual([]);
  expect(await find(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeNull();
});

test("a token ends on its day, and none is made that has ended", async () => {
  const { token } = await make({ expiresAt: inDays(30) });
  expect(await find(token)).not.toBeNull();
  moveClock(30 * 86_400 + 1);
  expect(await find(token)).toBeNull();
  await expect(make({ expiresAt: inDays(-1) })).rejects.toMatchObject({ code: "invalid_input" });
});

test("a token is worth no more than its person: demoted, shut out, gone", async () => {
  const { token } = await make({ actor: colleague.actor });
  await database.query("UPDATE users SET role = 'operator' WHERE id = $1", [colleague.user.id]);
  expect((await find(token))?.role).toBe("operator");
  await database.query("UPDATE users SET deactivated_at = now() WHERE id = $1", [colleague.user.id]);
  expect(await find(token)).toBeNull();
  await database.query("UPDATE users SET deactivated_at = NULL WHERE id = $1", [colleague.user.id]);
  expect(await find(token)).not.toBeNull();
  await database.query("DELETE FROM users WHERE id = $1", [colleague.user.id]);
  expect(await find(token)).toBeNull();
});

test("its last use is known to the minute, without a write with every call", async () => {
  const { token, api_token } = await make();
  const lastUsed = async () =>
    (await listApiTokens({ limit: 100 })).items.find(({ id }) => id === api_token.id)?.last_used_at;
  await find(token);
  const first = await lastUsed();
  expect(first).toEqual(expect.any(String));
  moveClock(30);
  await find(token);
  expect(await lastUsed()).toBe(first);
  moveClock(40);
  await find(token);
  expect(await lastUsed()).not.toBe(first);
});

test("a program makes no token that may do more than its own", async () => {
  const program = { ...admin.actor, scopes: ["tokens.manage", "chats.read"] };
  await expect(make({ actor: program, scopes: ["*"] })).rejects.toMatchObject({ code: "scope_missing" });
  await expect(make({ actor: program, scopes: ["chats.read", "chats.write"] })).rejects.toMatchObject({
    code: "scope_missing",
  });
  expect((await make({ actor: program, scopes: ["chats.read"] })).api_token.scopes).toEqual(["chats.read"]);
});

test("every admin's tokens are listed with whom they act for; removing is audited with its name", async () => {
  const { api_token } = await make({ name: "Склад" });
  await removeApiToken({ actor: admin.actor, tokenId: api_token.id });
  await expect(removeApiToken({ actor: admin.actor, tokenId: api_token.id })).rejects.toMatchObject({
    code: "not_found",
  });
  const [entry] = await database.query<{ details: unknown }>(
    "SELECT details FROM audit_log WHERE action = 'api_token.removed' AND subject_id = $1",
    [api_token.id],
  );
  expect(entry?.details).toEqual({ name: "Склад", acts_for: admin.user.id });
});
