import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSandbox } from "../../../sandbox/server";

/** A first start builds and makes a database cluster; a slow machine may need minutes for both. */
const READY_WITHIN_MS = 300_000;
const STOPPED_WITHIN_MS = 15_000;

/** The product as people start it, on data of its own, beside a sandbox of its own. */
export interface Product {
  readonly baseUrl: string;
  readonly sandboxUrl: string;
  stop(): Promise<void>;
}

/** Runs `npm start`'s program against a fresh sandbox and an empty data directory. Rejects with its last words. */
export async function startProduct(): Promise<Product> {
  const sandbox = await startSandbox();
  const dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-browser-"));
  const port = await findFreePort();
  const program = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: path.resolve(import.meta.dirname, "../../.."),
    env: {
      ...process.env,
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      DATA_DIR: dataDir,
      OZON_API_URL: sandbox.url,
      POLL_INTERVAL_SECONDS: "2",
      LOG_LEVEL: "warn",
      OUTGOING_ALLOW_PRIVATE: "1", // receivers of outgoing webhooks listen on this machine
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  async function stop() {
    await end(program);
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  try {
    await waitUntilReady(program);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl: `http://localhost:${port}`, sandboxUrl: sandbox.url, stop };
}

/** A port nobody listens on at this moment. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function waitUntilReady(program: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    const giveUp = (reason: string) => reject(new Error(`${reason}\n${said.slice(-4000)}`));
    const timer = setTimeout(() => giveUp("The product was not ready in time."), READY_WITHIN_MS);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes("Ready:")) return;
      clearTimeout(timer);
      resolve();
    };
    program.stdout?.on("data", listen);
    program.stderr?.on("data", listen);
    program.once("exit", (code) => {
      clearTimeout(timer);
      giveUp(`The product ended with code ${code}.`);
    });
  });
}

function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => program.kill("SIGKILL"), STOPPED_WITHIN_MS);
    program.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    program.kill("SIGTERM");
  });
}
