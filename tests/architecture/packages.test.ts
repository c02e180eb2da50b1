import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { REPOSITORY, readText } from "./tree";

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions })
  .parse(JSON.parse(readText("package.json")));
const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
  .parse(JSON.parse(readText("package-lock.json")));
const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

describe("packages", () => {
  test("every version is exact, so that every machine gets the same", () => {
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test("the lock file holds what the manifest asks for", () => {
    const other = asked.filter(
      ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
    );
    expect(other).toEqual([]);
  });

  test("the decision on packages has a line for each, and none for others", () => {
    const record = readdirSync(path.join(REPOSITORY, "docs/decisions")).find((file) =>
      file.endsWith("-packages.md"),
    );
    const text = readText(`docs/decisions/${record}`);
    const described = [...text.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name]) => name ?? "");
    expect(described.sort()).toEqual(asked.map(([name]) => name).sort());
  });
});
