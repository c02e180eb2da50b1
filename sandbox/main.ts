import { demoAccounts } from "./demo-accounts";
import { type Sandbox, startSandbox } from "./server";

const DEFAULT_PORT = 4010;
const MAX_STOP_MS = 900; // the launcher expects the sandbox to be gone within a second

/** Runs the demo's marketplace until a signal: settings by environment, one line when it listens. */
async function run(): Promise<void> {
  const port = Number(process.env.SANDBOX_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error("SANDBOX_PORT must be a port number");
  const sandbox = await startSandbox({
    port,
    host: process.env.SANDBOX_HOST ?? "127.0.0.1",
    stateFile: process.env.SANDBOX_STATE || undefined,
    accounts: demoAccounts,
    traffic: process.env.SANDBOX_TRAFFIC === "off" ? false : {},
    log: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`Sandbox: ${sandbox.url}\n`);
  const stop = () => void stopAndExit(sandbox);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

async function stopAndExit(sandbox: Sandbox): Promise<void> {
  setTimeout(() => process.exit(0), MAX_STOP_MS).unref();
  await sandbox.close();
  process.exit(0);
}

run().catch((error: unknown) => {
  process.stderr.write(`Sandbox: ${sentenceFor(error)}\n`);
  process.exitCode = 1;
});

function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = "code" in error && error.code === "EADDRINUSE";
  return isTaken ? `port ${process.env.SANDBOX_PORT ?? DEFAULT_PORT} is taken` : error.message;
}
