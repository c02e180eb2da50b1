import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuild } from "../../scripts/build.mjs";
import { findFreePort } from "../../scripts/launcher/ports.mjs";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { waitFor } from "./wait-for";

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;
/** A child whose test is killed stops by itself. */
const FOLLOW_PARENT = pathToFileURL(path.join(REPOSITORY, "scripts/launcher/follow-parent.mjs")).href;

/** A program of the product, running as people run it. */
export interface RunningProcess {
  readonly pid: number;
  /** Everything it said so far, both streams. */
  output(): string;
  /** Null while it runs. */
  exit(): { code: number | null; signal: NodeJS.Signals | null } | null;
  /** Sends a signal and waits for the end. Default SIGTERM; SIGKILL for a sudden death. Fine to call twice. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface RunningWeb extends RunningProcess {
  readonly url: string;
}

type Settings = Readonly<Record<string, string | undefined>>;

let built: Promise<void> | null = null;

/** Builds what is older than its sources, once. `TEST_BUILD=keep` takes what is there (while others build). */
function ensureBuiltOnce(): Promise<void> {
  built ??= process.env.TEST_BUILD === "keep" ? Promise.resolve() : ensureBuild();
  return built;
}

/**
 * Starts the built web app on a free port, on this process's settings (`ownDatabase`, `ownSandbox`) and `settings` on
 * top; resolves when it answers. The caller kills it.
 */
export async function startWeb(settings: Settings = {}): Promise<RunningWeb> {
  await ensureBuiltOnce();
  const port = Number(settings.PORT ?? (await findFreePort()));
  const url = `http://127.0.0.1:${port}`;
  const own = { NODE_ENV: "production", HOST: "127.0.0.1", APP_URL: url, ...settings, PORT: String(port) };
  const running = start("The web app", ["scripts/web.mjs"], own);
  await ready("the web app", running, async () => (await fetch(`${url}/api/health/ready`)).status === 200);
  return { ...running, url };
}

/** Starts the built workers likewise; resolves when they have said that they are up. */
export async function startWorkers(settings: Settings = {}): Promise<RunningProcess> {
  await ensureBuiltOnce();
  const own = { NODE_ENV: "production", LOG_LEVEL: "info", ...settings };
  const running = start("The workers", [".build/workers.mjs"], own);
  await ready("the workers", running, () => running.output().includes("workers are up"));
  return running;
}

function start(name: string, args: readonly string[], settings: Settings): RunningProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, LOG_LEVEL: "info", ...settings };
  for (const key of Object.keys(env)) if (/^VITEST|^TEST_BUILD$/.test(key)) delete env[key];
  const child = spawn(process.execPath, ["--import", FOLLOW_PARENT, "--enable-source-maps", ...args], {
    cwd: REPOSITORY,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      said += text;
    });
  }
  let failure: Error | null = null;
  child.once("error", (error) => {
    failure = error;
  });
  if (child.pid === undefined) throw new Error(`${name} could not be started`, { cause: failure });
  return {
    pid: child.pid,
    output: () => said,
    exit: () => exitOf(child),
    kill: (signal = "SIGTERM") => end(child, signal),
  };
}

function exitOf(child: ChildProcess): ReturnType<RunningProcess["exit"]> {
  if (child.exitCode === null && child.signalCode === null) return null;
  return { code: child.exitCode, signal: child.signalCode };
}

async function ready(
  name: string,
  running: RunningProcess,
  isReady: () => boolean | Promise<boolean>,
): Promise<void> {
  try {
    await waitFor(`${name} to be ready`, async () => running.exit() !== null || (await isReady()), {
      deadlineMs: READY_WITHIN_MS,
    });
    if (running.exit() !== null) throw new Error(`${name} ended: ${JSON.stringify(running.exit())}`);
  } catch (error) {
    await running.kill("SIGKILL");
    throw new Error(`${String(error)}\n${running.output().slice(-4_000)}`, { cause: error });
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (exitOf(child) !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
    child.once("close", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill(signal);
  });
}
