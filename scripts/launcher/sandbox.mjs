import path from "node:path";
import { readFileIfThere, writeFileAtomically } from "./atomic-file.mjs";
import { waitForAnswer } from "./health.mjs";
import { findFreePort, isPortFree } from "./ports.mjs";

const HOST = "127.0.0.1";

/**
 * Starts the demo's marketplace on a port that stays the same from start to start, since the demo's sellers and
 * its state name it.
 * @param {string} dataDir
 * @param {ReturnType<typeof import("./supervisor.mjs").createSupervisor>} supervisor
 * @param {() => NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its address
 */
export async function startSandbox(dataDir, supervisor, env) {
  const portFile = path.join(dataDir, "sandbox.port");
  let port = Number.parseInt((await readFileIfThere(portFile)) ?? "", 10);
  if (!(port > 0) || !(await isPortFree(port, HOST))) {
    port = await findFreePort();
    await writeFileAtomically(portFile, `${port}\n`);
  }
  supervisor.start({
    name: "The sandbox",
    args: [".build/sandbox.mjs"],
    env: () => ({
      ...env(),
      SANDBOX_PORT: String(port),
      SANDBOX_STATE: path.join(dataDir, "sandbox.json"),
      SANDBOX_TRAFFIC: "lively",
    }),
  });
  const url = `http://${HOST}:${port}`;
  await waitForAnswer(`${url}/_sandbox/health`, "The sandbox");
  return url;
}
