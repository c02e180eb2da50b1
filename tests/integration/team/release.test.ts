import { expect, test } from "vitest";
import { findAssignee } from "@/lib/chats/assignee";
import { listWhoHoldStranded, releaseChats } from "@/lib/chats/release-chats";
import { inTransaction } from "@/lib/db/transaction";
import { changeUser } from "@/lib/team/change-user";
import { chooseAssignee } from "@/lib/team/choose-assignee";
import { listColleagues, listWhoSee } from "@/lib/team/colleagues";
import { appendNotices } from "@/lib/team/notices";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();

const change = (person: Person, how: Parameters<typeof changeUser>[0]["change"]) =>
  changeUser({ actor: nobody, userId: person.user.id, change: how });
const assigneesOf = async (ids: readonly string[]) => {
  const rows = await database.query<{ id: string; assignee_id: string | null }>(
    "SELECT id, assignee_id FROM chats WHERE id = ANY ($1)",
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.assignee_id);
};
const holds = (person: Person, sellerId: string, data = {}) =>
  makeStoredChat(sellerId, { assigneeId: person.user.id, ...data });

test("chats of a deactivated person go back to nobody, told as by the desk itself", async () => {
  const sellerId = await makeStoredSeller();
  const person = await makeOperator([sellerId]);
  const open = await holds(person, sellerId);
  const closed = await holds(person, sellerId, { status: "closed" });
  await makeStoredMessage(
    { sellerId, chatId: open },
    { text: "Здравствуйте", authorId: person.user.id, authorName: person.user.name },
  );
  await database.query("INSERT INTO drafts (chat_id, user_id, text) VALUES ($1, $2, 'не дописано')", [
    open,
    person.user.id,
  ]);
  await change(person, { status: "deactivated" });
  expect(await listWhoHoldStranded()).toContain(person.user.id);
  expect(await releaseChats(person.user.id)).toBe(1);
  expect(await assigneesOf([open, closed])).toEqual([null, person.user.id]);
  expect(await listWhoHoldStranded()).not.toContain(person.user.id);

  const notes = await database.query("SELECT author_type, author_name, act FROM notes WHERE chat_id = $1", [
    open,
  ]);
  expect(notes).toEqual([{ author_type: "system", author_name: null, act: { name: "unassigned" } }]);
  const events = await database.query<{ name: string }>(
    "SELECT name FROM events WHERE seller_id = $1 ORDER BY id",
    [sellerId],
  );
  expect(events.map(({ name }) => name).sort()).toEqual(["chat.updated", "note.created"]);
  const kept = await database.query("SELECT text FROM drafts WHERE user_id = $1", [person.user.id]);
  expect(kept).toEqual([{ text: "не дописано" }]);
  const written = await database.query("SELECT author_name FROM messages WHERE chat_id = $1", [open]);
  expect(written).toEqual([{ author_name: person.user.name }]);
});

test("a closed chat that opens again is found by the sweep", async () => {
  const sellerId = await makeStoredSeller();
  const person = await makeOperator([sellerId]);
  const chatId = await holds(person, sellerId, { status: "closed" });
  await change(person, { status: "deactivated" });
  expect(await listWhoHoldStranded()).not.toContain(person.user.id);
  await database.query("UPDATE chats SET status = 'open' WHERE id = $1", [chatId]);
  expect(await listWhoHoldStranded()).toContain(person.user.id);
});

test("an operator who loses a seller gives back its chats and keeps the others", async () => {
  const [lost, kept] = [await makeStoredSeller(), await makeStoredSeller()];
  const person = await makeOperator([lost, kept]);
  const chats = [await holds(person, lost), await holds(person, kept)];
  await change(person, { seller_ids: [kept] });
  await releaseChats(person.user.id);
  expect(await assigneesOf(chats)).toEqual([null, person.user.id]);
});

test("more chats than one transaction takes all go back; those of a removed seller wait for it", async () => {
  const [sellerId, removed] = [await makeStoredSeller(), await makeStoredSeller()];
  const person = await makeOperator([sellerId, removed]);
  await database.query(
    `INSERT INTO chats (seller_id, external_id, kind, assignee_id, created_at)
     SELECT $1, 'many-' || n, 'buyer', $2, now() FROM generate_series(1, 230) n`,
    [sellerId, person.user.id],
  );
  await holds(person, removed);
  await database.query("UPDATE sellers SET deleted_at = now() WHERE id = $1", [removed]);
  await change(person, { status: "deactivated" });
  expect(await releaseChats(person.user.id)).toBe(230);
  expect(await listWhoHoldStranded()).not.toContain(person.user.id);
});

test("a chat that was given on in the meantime stays with whom it was given to", async () => {
  const sellerId = await makeStoredSeller();
  const [gone, next] = [await makeOperator([sellerId]), await makeOperator([sellerId])];
  const chatId = await holds(gone, sellerId);
  await change(gone, { status: "deactivated" });
  await database.query("UPDATE chats SET assignee_id = $2 WHERE id = $1", [chatId, next.user.id]);
  expect(await releaseChats(gone.user.id)).toBe(0);
  expect(await assigneesOf([chatId])).toEqual([next.user.id]);
});

test("nothing new is given to a deactivated person: no chat, no mention, no notice", async () => {
  const sellerId = await makeStoredSeller();
  const person = await makeOperator([sellerId]);
  await database.query("UPDATE users SET seen_at = now() WHERE id = $1", [person.user.id]);
  const choose = () => inTransaction((tx) => chooseAssignee(tx, { sellerId, mode: "least_busy" }));
  expect(await choose()).toBe(person.user.id);
  await change(person, { status: "deactivated" });
  expect(await choose()).toBeNull();
  expect(await findAssignee(person.user.id)).toBe("nobody");
  expect((await listColleagues(nobody)).map(({ id }) => id)).not.toContain(person.user.id);
  const seeing = await inTransaction((tx) => listWhoSee(tx, { sellerId, userIds: [person.user.id] }));
  expect(seeing).toEqual([]);
  const notice = { kind: "mention", chatId: null, sellerId, fromName: null, text: "?" } as const;
  await inTransaction((tx) => appendNotices(tx, [{ ...notice, userId: person.user.id }]));
  expect(await database.query("SELECT 1 FROM notices WHERE user_id = $1", [person.user.id])).toEqual([]);
});
