import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../scripts/launcher/postgres.mjs";
import { migrate } from "../../scripts/migrate.mjs";

/** The Postgres that all figures of a run share: the product's own, with its ordinary, durable settings. */
export interface Stage {
  readonly postgresPid: number;
  readonly postgresLog: string;
  /** A folder for files of the run; gone afterwards. */
  readonly folder: string;
  /** Writes the plans of the hot queries here; null when nobody asked. */
  readonly explainFile: string | null;
  /** The server's maintenance database. */
  readonly sql: pg.Pool;
  /** A new database, migrated. */
  makeDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Plans are logged by a module that has to be there from the start; by default it is silent, until a figure asks. */
const EXPLAIN_SETTINGS = {
  shared_preload_libraries: "auto_explain",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_buffers": "on",
};

/** Starts Postgres in a fresh folder; `stop` ends the one and removes the other, also when called twice. */
export async function openStage({ explainFile }: { explainFile: string | null }): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), "prilavok-bench-"));
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    settings: explainFile === null ? {} : EXPLAIN_SETTINGS,
  });
  const sql = new pg.Pool({ connectionString: server.url, max: 2 });
  sql.on("error", () => undefined); // the server's end cuts what rests in the pool
  let stopping: Promise<void> | null = null;
  return {
    postgresPid: server.pid,
    postgresLog: path.join(folder, "postgres.log"),
    folder,
    explainFile,
    sql,
    async makeDatabase(name) {
      await sql.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await migrate(url.href);
      return url.href;
    },
    stop() {
      stopping ??= (async () => {
        await sql.end();
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      })();
      return stopping;
    },
  };
}
