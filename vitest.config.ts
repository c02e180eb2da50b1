import path from "node:path";
import { defineConfig } from "vitest/config";

const UNIT_FOLDERS = "{lib,components,sandbox,scripts,workers}";
const NEVER = ["**/node_modules/**", "**/.build/**", "**/.data/**", "**/.next/**"];

/** Tests over a real database, queue and sandbox: few files at a time, each waits longer than a unit test. */
function withServices(name: string, include: string[], maxWorkers = 2) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude: NEVER,
      globalSetup: ["tests/support/global-setup.ts"],
      pool: "forks" as const,
      maxWorkers,
      testTimeout: 60_000,
      hookTimeout: 300_000, // the first hook may build
    },
  };
}

function plain(name: string, include: string[]) {
  // Properties take milliseconds, but not on a machine that does ten other things.
  const test = { name, include, exclude: NEVER, pool: "forks" as const, testTimeout: 30_000 };
  return { extends: true as const, test };
}

/** Over HTTP against the sandbox, without a database. */
function slow(name: string, include: string[]) {
  const { extends: from, test } = plain(name, include);
  return { extends: from, test: { ...test, maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 } };
}

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    projects: [
      plain("unit", [`${UNIT_FOLDERS}/**/*.test.{ts,tsx}`]),
      plain("architecture", ["tests/architecture/**/*.test.ts"]),
      slow("conformance", ["tests/conformance/**/*.test.ts"]),
      withServices("integration", ["tests/integration/**/*.test.ts"]),
      // One at a time: a storm beside a storm would only measure the machine.
      withServices("faults", ["tests/faults/**/*.test.ts"], 1),
    ],
  },
});
