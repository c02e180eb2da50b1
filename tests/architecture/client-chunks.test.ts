import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listFiles, REPOSITORY, readText } from "./tree";

/** Words that only server code holds. */
const SERVER_WORDS = ["@prisma/client", "ioredis", "DATABASE_URL", "ENCRYPTION_KEYS", "AUTH_SECRET"];
const CHUNKS = ".next/static";
/** Written when a build is done. */
const BUILD = ".next/BUILD_ID";

// Looks at what shipped rather than at what was meant. Without a build there is nothing to look at.
test.runIf(existsSync(path.join(REPOSITORY, BUILD)))("nothing of the server reaches a browser", () => {
  const scripts = listFiles([CHUNKS]).filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(0);
  const leaks = scripts.flatMap((file) => {
    const text = readText(file);
    return SERVER_WORDS.filter((word) => text.includes(word)).map((word) => `${word} in ${file}`);
  });
  expect(leaks).toEqual([]);
});
