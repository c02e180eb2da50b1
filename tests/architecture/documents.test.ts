import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { REPOSITORY, readText } from "./tree";

const decisions = readdirSync(path.join(REPOSITORY, "docs/decisions")).sort();
const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].concat(
  decisions.map((file) => `docs/decisions/${file}`),
);

const isThere = (file: string) => existsSync(path.join(REPOSITORY, file));

/** A part of a path: letters, Next's `[id]`, `[[...view]]` and `(desk)`, and patterns. */
const STEP = String.raw`(?:[\w@.*<>-]|\[+[\w.]+\]+|\([a-z]+\)(?=/))*`;
const FOLDERS = "app|components|lib|workers|prisma|sandbox|scripts|tests|docs";
const NAMED_PATH = new RegExp(String.raw`(?<![\w./@-])(?:${FOLDERS})(?:/${STEP})+`, "g");

/** Paths into the repository that a text names, wherever they stand; of patterns the part before them. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(NAMED_PATH)].map(([found]) => {
    const steps = found.replace(/\.+$/, "").split("/");
    const end = steps.findIndex((step) => /[*<>]/.test(step));
    return (end === -1 ? steps : steps.slice(0, end)).join("/");
  });
  return [...new Set(named)];
}

/** Relative targets of Markdown links and pictures. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map(([, target]) => target ?? "")
    .filter((target) => !/^[a-z]+:/.test(target));
}

describe.each(documents)("%s", (document) => {
  const text = readText(document);

  test("names only paths that exist", () => {
    expect(pathsIn(text).filter((named) => !isThere(named))).toEqual([]);
  });

  test("links only to what exists", () => {
    const folder = path.dirname(document);
    expect(linksIn(text).filter((target) => !isThere(path.join(folder, target)))).toEqual([]);
  });

  test("names only commands that exist", () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readText("package.json")));
    const ofNpm = new Set(["ci", "install"]);
    const named = [...text.matchAll(/(?:^|`)npm (?:run )?([a-z][a-z:]*)/gm)].map(([, name]) => name ?? "");
    expect(named.filter((name) => !(name in scripts) && !ofNpm.has(name))).toEqual([]);
  });
});

test("decisions are numbered without a gap, and each has context, choice and cost", () => {
  decisions.forEach((file, index) => {
    expect(file).toMatch(new RegExp(`^${String(index + 1).padStart(3, "0")}-[a-z0-9-]+\\.md$`));
    const text = readText(`docs/decisions/${file}`);
    for (const part of ["**Context.**", "**Choice.**", "**Cost.**"]) expect(text, file).toContain(part);
  });
});

test("every setting is described in the README and offered in .env.example", () => {
  const declared = [...readText("lib/env.ts").matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(
    ([, name]) => name ?? "",
  );
  const settings = declared.filter((name) => name !== "NODE_ENV"); // set by what starts the processes
  const example = readText(".env.example");
  expect(settings.length).toBeGreaterThan(10);
  expect(settings.filter((name) => !readText("README.md").includes(`\`${name}\``))).toEqual([]);
  expect(settings.filter((name) => !new RegExp(`^#?${name}=`, "m").test(example))).toEqual([]);
});

describe("finding paths in a text", () => {
  test.each([
    ["see `lib/chats/sync.ts`.", ["lib/chats/sync.ts"]],
    ["in tests/architecture.", ["tests/architecture"]],
    [
      "`app/api/webhooks/[marketplace]/[webhookId]/route.ts`",
      ["app/api/webhooks/[marketplace]/[webhookId]/route.ts"],
    ],
    ["`app/api/**/route.ts` and (lib/env.ts)", ["app/api", "lib/env.ts"]],
    ["`prisma/models/<noun>.prisma`", ["prisma/models"]],
    ["https://example.com/lib/x", []],
  ])("%s", (text, paths) => {
    expect(pathsIn(text)).toEqual(paths);
  });
});
