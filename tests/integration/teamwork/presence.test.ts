import { afterEach, beforeAll, expect, test } from "vitest";
import { forgetOldPresence, showPresence } from "@/lib/chats/presence";
import { noteSignOfLife, setAvailability } from "@/lib/team/availability";
import { changeCapacity } from "@/lib/team/capacity";
import { getColleague, listColleagues } from "@/lib/team/colleagues";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { makeShop, type Shop } from "./shop";

const database = ownDatabase();
const sandbox = ownSandbox();
let shop: Shop;
let anna: Person;
let boris: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  shop = await makeShop(database, sandbox(), 6);
  resetClock();
  anna = await makeOperator([shop.seller.id]);
  boris = await makeOperator([shop.seller.id]);
});
afterEach(() => resetClock());

const chat = (at: number) => shop.chatIds[at] ?? "";
const show = (person: Person, at: number, state: "looking" | "typing" | "gone") =>
  showPresence({ actor: person.actor, chatId: chat(at), state });

/** How often streams were told who is at a chat. */
async function told(at: number): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM events WHERE name = 'presence.updated' AND subject_id = $1",
    [chat(at)],
  );
  return row?.count ?? 0;
}

const who = (presence: { people: ReadonlyArray<{ id: string; state: string }> }) =>
  Object.fromEntries(presence.people.map(({ id, state }) => [id, state]));

test("streams hear of comings, goings and typing, not of renewals", async () => {
  await show(anna, 0, "looking");
  expect(await told(0)).toBe(1);
  moveClock(15);
  await show(anna, 0, "looking");
  expect(await told(0)).toBe(1);
  expect(who(await show(boris, 0, "looking"))).toEqual({
    [anna.user.id]: "looking",
    [boris.user.id]: "looking",
  });
  expect(await told(0)).toBe(2);
  expect(who(await show(anna, 0, "typing"))[anna.user.id]).toBe("typing");
  await show(anna, 0, "typing");
  expect(await told(0)).toBe(3);
  await show(anna, 0, "gone");
  expect(who(await show(boris, 0, "looking"))).toEqual({ [boris.user.id]: "looking" });
  expect(await told(0)).toBe(4);
  await show(anna, 0, "gone");
  expect(await told(0)).toBe(4);
});

test("who types and falls silent is only looking after ten seconds, and who types on is told anew", async () => {
  await show(anna, 1, "typing");
  moveClock(9);
  expect(who(await show(boris, 1, "looking"))[anna.user.id]).toBe("typing");
  moveClock(2);
  expect(who(await show(boris, 1, "looking"))[anna.user.id]).toBe("looking");
  const before = await told(1);
  await show(anna, 1, "typing");
  expect(await told(1)).toBe(before + 1);
});

test("who closed the desk without a word is gone after thirty seconds, and the sweep says so once", async () => {
  await show(anna, 2, "looking");
  moveClock(20);
  await show(boris, 2, "looking");
  moveClock(11);
  expect(who(await show(boris, 2, "looking"))).toEqual({ [boris.user.id]: "looking" });
  const before = await told(2);
  await forgetOldPresence();
  expect(await told(2)).toBe(before + 1);
  await forgetOldPresence();
  expect(await told(2)).toBe(before + 1);
  expect(who(await show(boris, 2, "looking"))).toEqual({ [boris.user.id]: "looking" });
});

test("who comes back after having expired is told as having come", async () => {
  await show(anna, 3, "looking");
  moveClock(31);
  await show(anna, 3, "looking");
  expect(await told(3)).toBe(2);
});

test("being at a chat is a sign of life, written down at most every thirty seconds", async () => {
  const person = await makeOperator([shop.seller.id]);
  const seenAt = async () =>
    (await database.query<{ seen_at: Date }>("SELECT seen_at FROM users WHERE id = $1", [person.user.id]))[0]
      ?.seen_at;
  expect((await getColleague(person.user.id)).presence).toBe("offline");
  await show(person, 4, "looking");
  const first = await seenAt();
  expect((await getColleague(person.user.id)).presence).toBe("available");
  moveClock(20);
  await show(person, 4, "looking");
  expect(await seenAt()).toEqual(first);
  moveClock(11);
  await noteSignOfLife(person.user.id);
  expect(await seenAt()).not.toEqual(first);
});

test("a colleague is available or away by their word, and offline two minutes after their desk was closed", async () => {
  await noteSignOfLife(anna.user.id);
  expect((await setAvailability({ actor: anna.actor, availability: "away" })).presence).toBe("away");
  expect((await setAvailability({ actor: anna.actor, availability: "available" })).presence).toBe(
    "available",
  );
  moveClock(119);
  expect((await getColleague(anna.user.id)).presence).toBe("available");
  moveClock(2);
  expect((await getColleague(anna.user.id)).presence).toBe("offline");
  const audit = await database.query(
    "SELECT details FROM audit_log WHERE action = 'user.availability_set' AND actor_id = $1 ORDER BY id",
    [anna.user.id],
  );
  expect(audit).toEqual([{ details: { availability: "away" } }, { details: { availability: "available" } }]);
});

test("the team shows everybody with their load, their limit and the sellers they see", async () => {
  const admin = await makeAdmin();
  const busy = await makeOperator([shop.seller.id]);
  await database.query("UPDATE chats SET assignee_id = $1 WHERE id = ANY ($2::uuid[])", [
    busy.user.id,
    [chat(0), chat(1), chat(2)],
  ]);
  await database.query("UPDATE chats SET status = 'closed' WHERE id = $1", [chat(2)]);
  await changeCapacity({ actor: admin.actor, userId: busy.user.id, capacity: 25 });
  const team = await listColleagues(admin.actor);
  expect(team.find(({ id }) => id === busy.user.id)).toEqual({
    id: busy.user.id,
    name: busy.user.name,
    role: "operator",
    presence: "offline",
    open_chats: 2,
    capacity: 25,
    seller_ids: [shop.seller.id],
  });
  expect(team.find(({ id }) => id === admin.user.id)).toMatchObject({
    open_chats: 0,
    capacity: null,
    seller_ids: null,
  });
  expect(team.map(({ id }) => id)).toContain(anna.user.id);
  const audit = await database.query(
    "SELECT actor_id, details FROM audit_log WHERE action = 'user.capacity_changed' AND subject_id = $1",
    [busy.user.id],
  );
  expect(audit).toEqual([{ actor_id: admin.user.id, details: { capacity: 25 } }]);
});

test("the capacity of nobody cannot be changed", async () => {
  const admin = await makeAdmin();
  await expect(changeCapacity({ actor: admin.actor, userId: "nobody", capacity: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
});
