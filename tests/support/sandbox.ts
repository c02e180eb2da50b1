import { afterAll, beforeAll } from "vitest";
import { createSandboxClient, type SandboxClient } from "../../sandbox/client";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/server";

/**
 * A sandbox of the test file's own; the product's settings point at it. Call it at the top of the file; answers a
 * function that gives its control client inside tests and hooks.
 */
export function ownSandbox(options: SandboxOptions = {}): () => SandboxClient {
  let running: Sandbox | null = null;
  let client: SandboxClient | null = null;
  beforeAll(async () => {
    running = await startSandbox(options);
    client = createSandboxClient(running.url);
    process.env.OZON_API_URL = running.url;
  });
  afterAll(() => running?.close());
  return () => {
    if (client === null) throw new Error("the sandbox is there from beforeAll on");
    return client;
  };
}
