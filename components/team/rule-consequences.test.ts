import { expect, test } from "vitest";
import type { User } from "@/lib/wire/users";
import { whoHasNone } from "./rule-consequences";
import { namesOf } from "./seller-words";

function person(id: string, change: Partial<User>): User {
  return {
    id,
    name: id,
    email: `${id}@example.ru`,
    role: "operator",
    seller_ids: [],
    status: "active",
    two_factor: false,
    must_set_up_two_factor: false,
    has_password: true,
    last_seen_at: null,
    ...change,
  };
}

test("a rule names whom it would stop now: asked, active, without a code", () => {
  const people = [
    person("chief", { role: "admin" }),
    person("careful", { role: "admin", two_factor: true }),
    person("left", { role: "admin", status: "deactivated" }),
    person("operator", {}),
  ];
  const names = (rule: "nobody" | "admins" | "everybody") => whoHasNone(rule, people).map(({ id }) => id);
  expect(names("nobody")).toEqual([]);
  expect(names("admins")).toEqual(["chief"]);
  expect(names("everybody")).toEqual(["chief", "operator"]);
});

test("many shops are counted, a few are named", () => {
  const shops = ["А", "Б", "В", "Г"].map((name) => ({ id: name, name }));
  expect(namesOf(shops, ["А", "Б", "В"])).toEqual({ names: "А, Б, В", more: 0 });
  expect(namesOf(shops, ["А", "Б", "В", "Г"])).toEqual({ names: "А, Б", more: 2 });
  expect(namesOf(shops, ["gone"])).toEqual({ names: "", more: 0 });
});
