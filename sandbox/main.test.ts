import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createSandboxClient } from "./client";
import { demoAccounts } from "./demo-accounts";

// Three processes are started here, beside whatever else the machine does.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let folder: string;
let bundle: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  bundle = path.join(folder, "sandbox.mjs");
  const entryPoints = [path.join(import.meta.dirname, "main.ts")];
  await build({
    entryPoints,
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

function start(settings: Record<string, string>): ChildProcess {
  const env = { ...process.env, SANDBOX_PORT: "0", SANDBOX_TRAFFIC: "off", ...settings };
  const child = spawn(process.execPath, [bundle], { env, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  return child;
}

async function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (stream === null) throw new Error("the child has no such stream");
  const [piece] = await once(stream, "data");
  return String(piece).trim();
}

test("one bundled file listens, says where, and on a signal writes its state and ends", async () => {
  const state = path.join(folder, "state", "sandbox.json");
  const child = start({ SANDBOX_STATE: state });
  const line = await firstLine(child.stdout);
  expect(line).toMatch(/^Sandbox: http:\/\/127\.0\.0\.1:\d+$/);
  const client = createSandboxClient(line.replace("Sandbox: ", ""));
  const [home] = demoAccounts;
  await client.say({ client_id: home.client_id, texts: ["последнее перед остановкой"] });
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(await readFile(state, "utf8")).toContain("последнее перед остановкой");
});

test("a taken port is one sentence and exit code 1", async () => {
  const first = start({});
  const port = new URL((await firstLine(first.stdout)).replace("Sandbox: ", "")).port;
  const second = start({ SANDBOX_PORT: port });
  const [said, [code]] = await Promise.all([firstLine(second.stderr), once(second, "exit")]);
  expect(said).toBe(`Sandbox: port ${port} is taken`);
  expect(code).toBe(1);
});
