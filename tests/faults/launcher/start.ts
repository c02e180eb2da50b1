import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY } from "../../../scripts/launcher/repository.mjs";
import { waitFor } from "../../support/wait-for";

/** A first start makes a cluster and may have to build; a slow machine takes minutes for both. */
const READY_WITHIN_MS = 300_000;

export interface StartSettings {
  readonly dataDir: string;
  readonly port: number;
  readonly more?: Readonly<Record<string, string>>;
}

/** `npm start`'s program in the foreground, as a person would have it in a terminal. */
export interface Start {
  readonly pid: number;
  readonly url: string;
  output(): string;
  /** Ends it as Ctrl+C would. */
  stop(): Promise<void>;
}

/** Starts the product and waits for `Ready:`. Throws with what it said when it ends instead. */
export async function startProduct(settings: StartSettings): Promise<Start> {
  const { child, said } = begin(settings);
  await waitFor(
    "Ready",
    () => {
      if (hasEnded(child)) throw new Error(`it ended: ${said.out}${said.err}`);
      return said.out.includes("Ready:");
    },
    { deadlineMs: READY_WITHIN_MS },
  );
  if (child.pid === undefined) throw new Error("it has no process number");
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${settings.port}`,
    output: () => said.out + said.err,
    async stop() {
      if (hasEnded(child)) return;
      const ended = once(child, "close");
      child.kill("SIGINT");
      await ended;
    },
  };
}

/** A start that is expected to be refused: what it said and how it ended. */
export async function startRefused(
  settings: StartSettings,
): Promise<{ code: number | null; complaint: string }> {
  const { child, said } = begin(settings);
  await Promise.race([once(child, "close"), untilReady(said)]);
  if (hasEnded(child)) return { code: child.exitCode, complaint: said.err };
  child.kill("SIGINT");
  await once(child, "close");
  throw new Error(`it was not refused: ${said.out}`);
}

async function untilReady(said: { out: string }): Promise<void> {
  await waitFor("Ready", () => said.out.includes("Ready:"), { deadlineMs: READY_WITHIN_MS });
}

function begin({ dataDir, port, more }: StartSettings) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|npm_|TEST_|DATABASE_)/.test(name),
  );
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: REPOSITORY,
    env: {
      ...Object.fromEntries(inherited),
      NODE_ENV: "production",
      DATA_DIR: dataDir,
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: "warn",
      POLL_INTERVAL_SECONDS: "1",
      ...more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.err += text;
  });
  return { child, said };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Process numbers of a start's web app and workers. */
export function childrenOf(pid: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    return child !== undefined && parent === pid ? [child] : [];
  });
}

/** Process number of the embedded Postgres of a data directory. */
export async function postgresOf(dataDir: string): Promise<number> {
  const [pid] = (await readFile(path.join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n");
  return Number(pid);
}
