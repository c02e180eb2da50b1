import { expect, test } from "vitest";
import type { Colleague } from "@/lib/wire/team";
import { rankPeople, whoSees } from "./people";

function person(name: string, more: Partial<Colleague> = {}): Colleague {
  const id = name;
  return {
    id,
    name,
    role: "operator",
    presence: "offline",
    open_chats: 0,
    capacity: null,
    seller_ids: null,
    ...more,
  };
}
const names = (people: readonly Colleague[]) => people.map(({ name }) => name);
const team = [
  person("Олег Королёв", { seller_ids: ["s1"] }),
  person("Анна Смирнова", { presence: "available" }),
  person("Пётр Чужой", { seller_ids: ["s2"] }),
  person("Анна Ким", { seller_ids: ["s1", "s2"] }),
];

test("only those who see the seller can be named, not oneself, those who are there first", () => {
  expect(names(whoSees(team, "s1", "Анна Ким"))).toEqual(["Анна Смирнова", "Олег Королёв"]);
});

test("people are found by either name, with or without the dots of ё", () => {
  expect(names(rankPeople(team, "анна"))).toEqual(["Анна Смирнова", "Анна Ким"]);
  expect(names(rankPeople(team, "Анна См"))).toEqual(["Анна Смирнова"]);
  expect(names(rankPeople(team, "королев"))).toEqual(["Олег Королёв"]);
  expect(names(rankPeople(team, "нна"))).toEqual([]);
});
