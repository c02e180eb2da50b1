import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../../../scripts/launcher/postgres.mjs";
import { stopPostmaster } from "../../../scripts/launcher/postmaster.mjs";
import { isAlive } from "../../../scripts/launcher/process-table.mjs";
import { migrate } from "../../../scripts/migrate.mjs";
import { waitFor } from "../../support/wait-for";

/** A Postgres of one test's own that may be killed; the address stays the same over every death. */
export interface MortalCluster {
  readonly url: string;
  /** SIGKILL, then a start on the same data as the launcher would do it. */
  killAndRevive(): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = "of this storm";

/** Starts and migrates it. Commits reach the operating system before they count: a killed server loses none. */
export async function startMortalCluster({ withQueue }: { withQueue: boolean }): Promise<MortalCluster> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "prilavok-storm-"));
  const start = () =>
    startEmbeddedPostgres({
      dataDir,
      password: PASSWORD,
      throwAway: true,
      settings: { synchronous_commit: "on", full_page_writes: "on", max_connections: "150" },
    });
  let server = await start();
  const { url } = server;
  let line = Promise.resolve();
  const killAndRevive = async () => {
    const { pid } = server;
    process.kill(pid, "SIGKILL");
    await waitFor("the killed Postgres to be gone", () => !isAlive(pid));
    server = await start();
    if (server.url !== url) throw new Error("Postgres came back elsewhere; its port was taken meanwhile");
  };
  const endAtOnce = () => killQuietly(server.pid);
  process.once("exit", endAtOnce); // an interrupted run may not get as far as `stop`
  await migrate(url, { withQueue });
  return {
    url,
    killAndRevive() {
      line = line.then(killAndRevive); // the dead cannot be killed: blows fall one after another
      return line;
    },
    async stop() {
      process.off("exit", endAtOnce);
      await stopPostmaster(server.pid);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGQUIT");
  } catch {
    // It has ended already.
  }
}
