import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

// Runs after every `npm ci`, offline: generating needs no engine, but the command asks for one and would
// download it. Any program that exists will do.
const repository = path.resolve(import.meta.dirname, "..");
if (existsSync(path.join(repository, "prisma/schema.prisma"))) {
  const folder = path.dirname(createRequire(import.meta.url).resolve("prisma/package.json"));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(folder, "build/index.js"), "generate", "--no-hints"],
    {
      cwd: repository,
      encoding: "utf8",
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: "1",
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
      },
    },
  );
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    process.exitCode = 1;
  }
}
