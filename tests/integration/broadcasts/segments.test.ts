import { beforeAll, expect, test } from "vitest";
import { addSegment, changeSegment, removeSegment } from "@/lib/broadcasts/change-segments";
import { listSegments } from "@/lib/broadcasts/segments";
import { db } from "@/lib/db/client";
import { ownDatabase } from "../../support/database";
import { makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let lead: Person;
beforeAll(async () => {
  lead = await makeSupervisor();
});

const add = (name: string, sellerId: string | null) =>
  addSegment({ actor: lead.actor, given: { name, seller_id: sellerId, filters: { unread_count: 0 } } });
const list = async (sellerId?: string) =>
  (await listSegments({ actor: lead.actor, sellerId, limit: 50 })).items.map((segment) => segment.name);

test("an audience is kept under a name, of one shop or of all, and read by name", async () => {
  const sellerId = await makeStoredSeller();
  const otherId = await makeStoredSeller();
  const kept = await add("Молчат месяц", sellerId);
  await add("Все", null);
  await add("Чужие", otherId);
  expect(kept).toMatchObject({ name: "Молчат месяц", seller_id: sellerId, filters: { unread_count: 0 } });
  expect(await list(sellerId)).toEqual(["Все", "Молчат месяц"]);
  expect(await list()).toEqual(["Все", "Молчат месяц", "Чужие"]);
  const first = await listSegments({ actor: lead.actor, limit: 2 });
  const rest = await listSegments({ actor: lead.actor, limit: 2, cursor: first.next_cursor ?? "" });
  expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["Все", "Молчат месяц", "Чужие"]);
  expect(rest.next_cursor).toBeNull();
});

test("it can be renamed, changed and removed, all on record", async () => {
  const sellerId = await makeStoredSeller();
  const { id } = await add("Было", sellerId);
  const changed = await changeSegment({
    actor: lead.actor,
    segmentId: id,
    change: { name: "Стало", filters: { tags: ["VIP"] } },
  });
  expect(changed).toMatchObject({ name: "Стало", filters: { tags: ["VIP"] } });
  await removeSegment({ actor: lead.actor, segmentId: id });
  expect(await list(sellerId)).not.toContain("Стало");
  const acts = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { at: "asc" } });
  expect(acts.map((entry) => entry.action)).toEqual(["segment.added", "segment.changed", "segment.removed"]);
  for (const act of [
    () => removeSegment({ actor: lead.actor, segmentId: id }),
    () => changeSegment({ actor: lead.actor, segmentId: id, change: {} }),
    () => changeSegment({ actor: lead.actor, segmentId: "нет", change: {} }),
  ])
    await expect(act()).rejects.toMatchObject({ code: "not_found" });
});

test("what belongs to a removed shop is gone with it", async () => {
  const sellerId = await makeStoredSeller();
  const { id } = await add("Ушли", sellerId);
  await db().seller.update({ where: { id: sellerId }, data: { deletedAt: new Date() } });
  expect(await list()).not.toContain("Ушли");
  await expect(removeSegment({ actor: lead.actor, segmentId: id })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(add("Новые", sellerId)).rejects.toMatchObject({ code: "not_found" });
  await expect(list(sellerId)).rejects.toMatchObject({ code: "not_found" });
});
