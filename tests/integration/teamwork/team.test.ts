import { beforeAll, expect, test } from "vitest";
import { listColleagues } from "@/lib/team/colleagues";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let mine: string;
let foreign: string;
let admin: Person;
let anna: Person;
let boris: Person;
beforeAll(async () => {
  [mine, foreign] = [await makeStoredSeller(), await makeStoredSeller("Чужой")];
  [admin, anna, boris] = [await makeAdmin(), await makeOperator([mine]), await makeOperator([mine, foreign])];
});

const sellersOf = async (reader: Person, person: Person) =>
  (await listColleagues(reader.actor)).find(({ id }) => id === person.user.id)?.seller_ids;

test("of a colleague's sellers a person hears of those that are their own too", async () => {
  expect(await sellersOf(anna, boris)).toEqual([mine]);
  expect(await sellersOf(boris, boris)).toEqual([mine, foreign].sort());
  expect(await sellersOf(admin, boris)).toEqual([mine, foreign].sort());
  expect(await sellersOf(anna, admin)).toBeNull();
});
