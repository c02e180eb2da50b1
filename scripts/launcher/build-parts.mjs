import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { readFileIfThere, writeFileAtomically } from "./atomic-file.mjs";
import { LaunchError } from "./launch-error.mjs";
import { REPOSITORY } from "./repository.mjs";
import { runProgram } from "./run-program.mjs";
import { hashSources } from "./sources.mjs";

/** @typedef {import("./output.mjs").Note} Note */
/** @typedef {"client" | "bundles" | "web"} PartName */
/** @typedef {{ title: string, sources: string[], result: string, make: (note: Note) => Promise<void> }} Part */

const OUTPUT = path.join(REPOSITORY, ".build");
const SHARED = ["package-lock.json", "tsconfig.json", "prisma/schema.prisma", "prisma/models"];

/** What is built, each from its own sources. @type {Record<PartName, Part>} */
export const PARTS = {
  client: {
    title: "Generating the database client",
    sources: ["package-lock.json", "prisma/schema.prisma", "prisma/models", "scripts/generate-client.mjs"],
    result: "generated/prisma",
    make: generateClient,
  },
  bundles: {
    title: "Building the workers",
    sources: [...SHARED, "lib", "workers", "sandbox", "scripts/tasks", "scripts/launcher/build-parts.mjs"],
    result: ".build",
    make: bundle,
  },
  web: {
    title: "Building the web app",
    sources: [...SHARED, "app", "components", "lib", "public", "next.config.js", "postcss.config.mjs"].concat(
      "instrumentation.ts",
      "proxy.ts",
    ),
    result: ".next",
    make: buildWeb,
  },
};

/** @param {PartName} name */
function stampFile(name) {
  return path.join(OUTPUT, `${name}.stamp`);
}

/**
 * Whether a part was built from the present sources.
 * @param {PartName} name
 */
export async function isFresh(name) {
  const { sources, result } = PARTS[name];
  if (!existsSync(path.join(REPOSITORY, result))) return false;
  const stamp = await readFileIfThere(stampFile(name));
  return stamp !== null && stamp === (await hashSources(REPOSITORY, sources));
}

/**
 * Builds a part anew. Its stamp goes first and comes last, so that an interrupted build counts as none.
 * @param {PartName} name
 * @param {Note} note
 */
export async function makePart(name, note) {
  await mkdir(OUTPUT, { recursive: true });
  await rm(stampFile(name), { force: true });
  const hash = await hashSources(REPOSITORY, PARTS[name].sources);
  await PARTS[name].make(note);
  await writeFileAtomically(stampFile(name), hash, 0o644);
}

async function generateClient() {
  const { code, stderr } = await runProgram(process.execPath, ["scripts/generate-client.mjs"], {
    cwd: REPOSITORY,
  });
  if (code !== 0) throw new LaunchError(`The database client could not be generated.\n${stderr}`);
}

/** Workers, sandbox and tasks: one file each, packages left outside. */
async function bundle() {
  const { build, stop } = await import("esbuild");
  const tasks = await readdir(path.join(REPOSITORY, "scripts/tasks")).catch(() => []);
  const sources = [
    { out: "workers", in: "workers/main.ts" },
    { out: "sandbox", in: "sandbox/main.ts" },
    ...tasks
      .filter((name) => /^[^.]+\.ts$/.test(name))
      .map((name) => ({ out: name.slice(0, -".ts".length), in: `scripts/tasks/${name}` })),
  ];
  const entryPoints = sources
    .map(({ out, in: source }) => ({ out, in: path.join(REPOSITORY, source) }))
    .filter((entry) => existsSync(entry.in));
  await build({
    absWorkingDir: REPOSITORY,
    entryPoints,
    outdir: OUTPUT,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    logLevel: "silent",
  })
    .catch((error) => {
      throw new LaunchError(`The workers could not be built.\n${error.message}`, { cause: error });
    })
    .finally(stop); // its process would stay as long as ours
}

/** @param {Note} note */
async function buildWeb(note) {
  const next = path.join(REPOSITORY, "node_modules/next/dist/bin/next");
  const { code, stdout, stderr } = await runProgram(process.execPath, [next, "build"], {
    cwd: REPOSITORY,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    onLine: note,
  });
  if (code !== 0) throw new LaunchError(`The web app could not be built (next build).\n${stdout}${stderr}`);
}
