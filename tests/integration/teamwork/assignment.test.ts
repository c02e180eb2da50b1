import { afterEach, beforeAll, expect, test } from "vitest";
import { assignByItself } from "@/lib/chats/assign-by-itself";
import { inTransaction } from "@/lib/db/transaction";
import type { AssignmentMode } from "@/lib/team/choose-assignee";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { assigneeOf, makeShop, openDesks, type Shop } from "./shop";

const database = ownDatabase();
const sandbox = ownSandbox();
beforeAll(() => liftLimits(database, sandbox()));
afterEach(() => resetClock());

async function makeTeam({ chats, people }: { chats: number; people: number }) {
  const shop = await makeShop(database, sandbox(), chats);
  resetClock();
  const team = await Promise.all(Array.from({ length: people }, () => makeOperator([shop.seller.id])));
  await openDesks(database, team);
  return { shop, team, ids: team.map((person) => person.user.id) };
}

const give = (shop: Shop, at: number, mode: AssignmentMode = "round_robin") =>
  inTransaction((tx) =>
    assignByItself(tx, { chatId: shop.chatIds[at] ?? "", sellerId: shop.seller.id, mode }),
  );

const setPerson = (person: Person | undefined, set: string) =>
  database.query(`UPDATE users SET ${set} WHERE id = $1`, [person?.user.id]);

test("chats go round: everybody once before anybody twice", async () => {
  const { shop, ids } = await makeTeam({ chats: 6, people: 3 });
  const got: Array<string | null> = [];
  for (let at = 0; at < 6; at++) got.push(await give(shop, at));
  expect([...got.slice(0, 3)].sort()).toEqual([...ids].sort());
  expect(got.slice(3)).toEqual(got.slice(0, 3));
});

test("chats given at the same moment take turns", async () => {
  const { shop, ids } = await makeTeam({ chats: 6, people: 3 });
  const got = await Promise.all(shop.chatIds.map((_, at) => give(shop, at)));
  for (const id of ids) expect(got.filter((one) => one === id)).toHaveLength(2);
});

test("the same chat given twice at once is given once", async () => {
  const { shop } = await makeTeam({ chats: 1, people: 2 });
  const got = await Promise.all([give(shop, 0), give(shop, 0)]);
  expect(got.filter((one) => one === null)).toHaveLength(1);
  expect(got).toContain(await assigneeOf(database, shop.chatIds[0] ?? ""));
});

test("the least busy is chosen, and among equals whose turn it is", async () => {
  const { shop, ids } = await makeTeam({ chats: 6, people: 2 });
  await database.query("UPDATE chats SET assignee_id = $1 WHERE id = ANY ($2::uuid[])", [
    ids[0],
    shop.chatIds.slice(0, 2),
  ]);
  expect(await give(shop, 2, "least_busy")).toBe(ids[1]);
  expect(await give(shop, 3, "least_busy")).toBe(ids[1]);
  expect(await give(shop, 4, "least_busy")).toBe(ids[0]); // equal now, and never given one
  await database.query("UPDATE chats SET status = 'closed' WHERE assignee_id = $1", [ids[0]]);
  expect(await give(shop, 5, "least_busy")).toBe(ids[0]); // what is closed weighs nothing
});

test("who is away, gone, full or not of the seller gets nothing", async () => {
  const { shop, team, ids } = await makeTeam({ chats: 3, people: 4 });
  const [away, gone, full, free] = team;
  const stranger = await makeOperator([]);
  await openDesks(database, [stranger, await makeSupervisor()]);
  await setPerson(away, "availability = 'away'");
  await setPerson(gone, "seen_at = now() - interval '121 seconds'");
  await setPerson(full, "capacity = 1");
  await database.query("UPDATE chats SET assignee_id = $1 WHERE id = $2", [ids[2], shop.chatIds[0]]);
  expect(await give(shop, 1)).toBe(free?.user.id);
  expect(await give(shop, 2)).toBe(free?.user.id);
});

test("a chat stays nobody's when nobody fits, and is not taken from anybody", async () => {
  const { shop, team, ids } = await makeTeam({ chats: 2, people: 1 });
  await setPerson(team[0], "seen_at = NULL");
  expect(await give(shop, 0)).toBeNull();
  expect(await assigneeOf(database, shop.chatIds[0] ?? "")).toBeNull();
  await openDesks(database, team);
  const other = await makeOperator([shop.seller.id]);
  await database.query("UPDATE chats SET assignee_id = $1 WHERE id = $2", [other.user.id, shop.chatIds[1]]);
  expect(await give(shop, 1)).toBeNull();
  expect(await assigneeOf(database, shop.chatIds[1] ?? "")).toBe(other.user.id);
  expect(await give(shop, 0)).toBe(ids[0]);
});

test("a person's capacity holds over two sellers that give at the same moment", async () => {
  const [one, two] = [await makeShop(database, sandbox(), 3), await makeShop(database, sandbox(), 3)];
  resetClock();
  const person = await makeOperator([one.seller.id, two.seller.id]);
  await openDesks(database, [person]);
  await setPerson(person, "capacity = 2");
  const got = await Promise.all([0, 1, 2].flatMap((at) => [give(one, at), give(two, at)]));
  expect(got.filter((id) => id === person.user.id)).toHaveLength(2);
});

test("what was given by itself is told: in the chat, to the person, to the streams and the audit", async () => {
  const { shop, team, ids } = await makeTeam({ chats: 1, people: 1 });
  await give(shop, 0);
  const chatId = shop.chatIds[0];
  const notes = await database.query("SELECT author_type, author_name, act FROM notes WHERE chat_id = $1", [
    chatId,
  ]);
  const act = { name: "assigned", assignee_id: ids[0], assignee_name: team[0]?.user.name };
  expect(notes).toEqual([{ author_type: "system", author_name: null, act }]);
  const notices = await database.query(
    "SELECT user_id, kind, from_name, text FROM notices WHERE chat_id = $1",
    [chatId],
  );
  expect(notices).toEqual([{ user_id: ids[0], kind: "assigned", from_name: null, text: "Вопрос 1" }]);
  const events = await database.query<{ name: string }>(
    "SELECT name FROM events WHERE seller_id = $1 ORDER BY id DESC LIMIT 3",
    [shop.seller.id],
  );
  expect(events.map(({ name }) => name).sort()).toEqual(["chat.updated", "note.created", "notice.created"]);
  const audit = await database.query(
    "SELECT actor_type, subject_id FROM audit_log WHERE action = 'chat.assigned'",
    [],
  );
  expect(audit).toContainEqual({ actor_type: "system", subject_id: chatId });
});
