import { expect, test } from "vitest";
import { createStatementNames } from "./statement-names";

function askOften(nameOf: ReturnType<typeof createStatementNames>, sql: string): string {
  let name = "";
  for (let time = 0; time < 50; time++) name = nameOf({ sql });
  return name;
}

test("what is asked again and again gets a name of its own, what is asked once does not", () => {
  const nameOf = createStatementNames();
  expect(nameOf({ sql: "SELECT 1" })).toBe("");
  const [one, two] = [askOften(nameOf, "SELECT 1"), askOften(nameOf, "SELECT 2")];
  expect(one).not.toBe("");
  expect(two).not.toBe(one);
  expect(nameOf({ sql: "SELECT 1" })).toBe(one);
  expect(Buffer.byteLength(one)).toBeLessThan(64); // Postgres cuts longer names, and two could become one
});

test("searches are planned for their words each time", () => {
  expect(askOften(createStatementNames(), "SELECT 1 WHERE search @@ websearch_to_tsquery($1)")).toBe("");
});

test("the number of prepared statements is bounded", () => {
  const nameOf = createStatementNames();
  const names = new Set(Array.from({ length: 500 }, (_, index) => askOften(nameOf, `SELECT ${index}`)));
  expect(names.size).toBeLessThanOrEqual(201);
});
