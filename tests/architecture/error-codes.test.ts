import { expect, test } from "vitest";
import { en } from "../../lib/i18n/en";
import { ru } from "../../lib/i18n/ru";
import { errorCodes, errorStatus } from "../../lib/wire/error-codes";
import { listSources, readText } from "./tree";

test("every error code has its sentence in both languages, and no sentence is left over", () => {
  expect(Object.keys(ru.errors).sort()).toEqual([...errorCodes].sort());
  expect(Object.keys(en.errors).sort()).toEqual([...errorCodes].sort());
});

test("every error answers with a status that callers may expect", () => {
  const expected = new Set<number>([400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503]);
  expect(Object.entries(errorStatus).filter(([, status]) => !expected.has(status))).toEqual([]);
});

test("no error code is left that nothing answers", () => {
  const sources = listSources(["lib", "app", "workers"]).filter((file) => file !== "lib/wire/error-codes.ts");
  const everything = sources.map(readText).join("\n");
  expect(errorCodes.filter((code) => !everything.includes(`"${code}"`))).toEqual([]);
});
