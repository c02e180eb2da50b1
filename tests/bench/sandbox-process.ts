import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createSandboxClient, type SandboxClient } from "../../sandbox/client";
import { REPOSITORY } from "../../scripts/launcher/repository.mjs";
import { waitFor } from "../support/wait-for";

/** It ends by itself when the benchmark is killed. */
const FOLLOW_PARENT = pathToFileURL(path.join(REPOSITORY, "scripts/launcher/follow-parent.mjs")).href;

export interface SandboxProcess {
  readonly client: SandboxClient;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The built sandbox as a process of its own, on a port of its own, without traffic, with the marketplace's limits. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ["--import", FOLLOW_PARENT, ".build/sandbox.mjs"], {
    cwd: REPOSITORY,
    env: { ...process.env, SANDBOX_PORT: "0", SANDBOX_TRAFFIC: "off", SANDBOX_STATE: "" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const url = await waitFor("the sandbox", () => /Sandbox: (http\S+)/.exec(said)?.[1]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    client: createSandboxClient(url),
    pid: child.pid ?? 0,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
