import path from "node:path";
import { expect, test } from "vitest";
import { listFiles, listSources, readText } from "./tree";

const MOST_LINES = 350;
/** Names that say nothing about what is inside. */
const EMPTY_NAMES =
  /^(index|utils?|helpers?|common|misc|types?|services?|managers?|data|info|handle|process|shared|base)$/;
/** Places of Next's file routing: `(desk)`, `[id]`, `[...all]`; and the addresses that the documents name themselves. */
const ROUTE_FOLDER = /^(\([a-z-]+\)|\[\[?(\.\.\.)?[a-zA-Z]+\]\]?|[a-z0-9.-]+|ozon_[a-z_]+)$/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** `lib/chats/sync.test.ts` is named `sync`. */
function nameOf(file: string): string {
  return path.basename(file).replace(/(\.(test|spec|config|d))?\.\w+$/, "");
}

test("a file's name says what is inside", () => {
  const empty = listSources().filter((file) => EMPTY_NAMES.test(nameOf(file)));
  expect(empty).toEqual([]);
});

test("files and folders are named in kebab-case, or as Next's routing asks", () => {
  const wrong = listFiles().filter((file) => {
    const folders = path.dirname(file).split("/");
    const isRightFolder = folders.every((folder) => ROUTE_FOLDER.test(folder));
    return !isRightFolder || (/\.tsx?$/.test(file) && !KEBAB_CASE.test(nameOf(file)));
  });
  expect(wrong).toEqual([]);
});

test(`no source file is longer than ${MOST_LINES} lines`, () => {
  const long = listSources()
    .map((file) => ({ file, lines: readText(file).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > MOST_LINES);
  expect(long).toEqual([]);
});

test("settings are read from the environment in one place", () => {
  const mayRead = /^(lib\/env\.ts|sandbox\/main\.ts|scripts\/.*|tests\/.*|.*\.test\.tsx?)$/;
  const reading = listSources().filter(
    (file) => !mayRead.test(file) && readText(file).includes("process.env"),
  );
  expect(reading).toEqual([]);
});

test("no test is left out or alone", () => {
  const marked = listSources().filter(
    (file) =>
      /\.(test|spec)\.tsx?$/.test(file) && /\b(test|it|describe)\.(only|skip|todo)\(/.test(readText(file)),
  );
  expect(marked).toEqual([]);
});
