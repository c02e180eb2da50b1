import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { findFreePort } from "../../../scripts/launcher/ports.mjs";
import { waitFor } from "../../support/wait-for";

/** Where a redis-server is on this machine; null when there is none. */
export function findRedisServer(): string | null {
  const given = process.env.REDIS_SERVER_PATH;
  if (given !== undefined && given !== "") return given;
  try {
    return execFileSync("which", ["redis-server"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

/** A Redis of one test's own. */
export interface OwnRedis {
  readonly url: string;
  /** FLUSHALL: every job, scheduler and word on the way is gone. */
  empty(): Promise<void>;
  /** SIGKILL, then a start with nothing in it: it keeps nothing on disk. */
  killAndRevive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on a free port in a directory of its own. */
export async function startOwnRedis(program: string): Promise<OwnRedis> {
  const directory = await mkdtemp(path.join(tmpdir(), "prilavok-redis-"));
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  const start = async () => {
    const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", directory, "--save", ""];
    const child = spawn(program, [...args, "--appendonly", "no"], { stdio: "ignore" });
    await waitFor("Redis to answer", () => ask(url, (client) => client.ping()));
    return child;
  };
  let child = await start();
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill(signal);
    });
  let line = Promise.resolve();
  const endAtOnce = () => child.kill("SIGKILL");
  process.once("exit", endAtOnce);
  return {
    url,
    empty: async () => void (await ask(url, (client) => client.flushall())),
    killAndRevive() {
      line = line.then(async () => {
        await end("SIGKILL");
        child = await start();
      });
      return line;
    },
    async stop() {
      process.off("exit", endAtOnce);
      await end("SIGTERM");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => undefined); // told by the question itself
  try {
    await client.connect();
    return await question(client);
  } finally {
    client.disconnect();
  }
}
