import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { addView } from "@/lib/desk/add-view";
import { changeView } from "@/lib/desk/change-view";
import { listViews } from "@/lib/desk/list-views";
import { removeView } from "@/lib/desk/remove-view";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { waitFor } from "../../support/wait-for";

const database = ownDatabase();
let admin: Person;
let supervisor: Person;
let anna: Person;
let boris: Person;
let sellerId: string;
beforeAll(async () => {
  sellerId = await makeStoredSeller();
  [admin, supervisor] = [await makeAdmin(), await makeSupervisor()];
  [anna, boris] = [await makeOperator([sellerId]), await makeOperator([])];
});
beforeEach(() => database.query("DELETE FROM saved_views"));

const add = (person: Person, name: string, more: Partial<Parameters<typeof addView>[0]["given"]> = {}) =>
  addView({ actor: person.actor, given: { name, filters: {}, ...more } });

test("one's own come in their order; a private view of another does not exist", async () => {
  const first = await add(anna, "Первая");
  await add(anna, "Вторая", { sort: "newest" });
  await add(boris, "Чужая");
  await changeView({ actor: anna.actor, viewId: first.id, change: { position: 7, name: "Последняя" } });
  const views = await listViews(anna.actor);
  expect(views.map((view) => [view.name, view.sort, view.is_mine])).toEqual([
    ["Вторая", "newest", true],
    ["Последняя", "deadline", true],
  ]);
  const [foreign] = await listViews(boris.actor);
  for (const viewId of [foreign?.id ?? "", "no-id"]) {
    await expect(changeView({ actor: anna.actor, viewId, change: { name: "x" } })).rejects.toThrow(
      "not_found",
    );
    await expect(removeView({ actor: anna.actor, viewId })).rejects.toThrow("not_found");
  }
});

test("only those who manage the desk share a view; everybody sees it, its owner and admins change it", async () => {
  await expect(add(anna, "Общая", { is_shared: true })).rejects.toThrow("not_allowed");
  const own = await add(anna, "Своя");
  const share = changeView({ actor: anna.actor, viewId: own.id, change: { is_shared: true } });
  await expect(share).rejects.toThrow("not_allowed");
  const shared = await add(supervisor, "Общая", { is_shared: true });
  expect((await listViews(boris.actor)).map((view) => [view.name, view.is_mine])).toEqual([["Общая", false]]);
  await expect(removeView({ actor: anna.actor, viewId: shared.id })).rejects.toThrow("not_allowed");
  await changeView({ actor: admin.actor, viewId: shared.id, change: { name: "Для всех" } });
  await removeView({ actor: admin.actor, viewId: shared.id });
  expect(await listViews(boris.actor)).toEqual([]);
});

test("a view says when its seller or its person is gone, for whom they are", async () => {
  await add(supervisor, "Продавец", { is_shared: true, filters: { seller_id: sellerId } });
  await add(supervisor, "Человек", { is_shared: true, filters: { assignee: "gone" } });
  await add(supervisor, "Мои", { is_shared: true, filters: { assignee: "me" } });
  const problems = async (person: Person) => (await listViews(person.actor)).map((view) => view.problem);
  expect(await problems(anna)).toEqual([null, "person_gone", null]);
  expect(await problems(boris)).toEqual(["seller_gone", "person_gone", null]);
});

test("a stored view that cannot be read does not show everything", async () => {
  const view = await add(anna, "Старая");
  await db().savedView.update({ where: { id: view.id }, data: { filters: { colour: "red" } } });
  const [read] = await listViews(anna.actor);
  expect(read?.problem).not.toBeNull();
  expect(read?.filters).not.toEqual({});
});

test("a view that is removed while it is changed is not there", async () => {
  const view = await add(anna, "Вид");
  const other = await database.connect();
  try {
    await other.query("BEGIN");
    await other.query("DELETE FROM saved_views WHERE id = $1", [view.id]);
    const change = changeView({ actor: anna.actor, viewId: view.id, change: { name: "Новое имя" } });
    const refused = expect(change).rejects.toThrow("not_found");
    const isBlocked =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await waitFor("the change to wait", async () => (await database.query(isBlocked)).length > 0);
    await other.query("COMMIT");
    await refused;
  } finally {
    await other.end();
  }
});

test("a person has a hundred views at most", async () => {
  await database.query(
    "INSERT INTO saved_views (user_id, name, filters) SELECT $1, 'Вид ' || n, '{}' FROM generate_series(1, 99) n",
    [anna.user.id],
  );
  await add(anna, "Сотый");
  await expect(add(anna, "Лишний")).rejects.toThrow("invalid_input");
  await add(boris, "Не мой");
});
