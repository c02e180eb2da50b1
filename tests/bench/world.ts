import { randomBytes } from "node:crypto";
import pg from "pg";
import type { SandboxClient } from "../../sandbox/client";
import { type Api, openApi, signIn } from "../support/api";
import { type RunningProcess, type RunningWeb, startWeb, startWorkers } from "../support/processes";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process";
import type { Stage } from "./stage";

export const ADMIN = { name: "Анна Смирнова", email: "anna@example.ru", password: "prilavok-bench-2026" };

/** One figure's product: a database of its own, a sandbox, and the processes it asks for. */
export interface World {
  readonly sql: pg.Pool;
  readonly sandbox: SandboxClient;
  /** What the processes run on; also for code that encrypts in this one. */
  readonly settings: Readonly<Record<string, string>>;
  startWeb(): Promise<RunningWeb>;
  startWorkers(settings?: Record<string, string>): Promise<RunningProcess>;
  /** The first admin, signed in with a cookie as a browser is; made on the first call. */
  signInAdmin(web: RunningWeb): Promise<Api>;
}

/** Opens a world, works in it, and takes everything down again, whatever happens. */
export async function inWorld<T>(stage: Stage, name: string, work: (world: World) => Promise<T>): Promise<T> {
  const databaseUrl = await stage.makeDatabase(name);
  const sandbox: SandboxProcess = await startSandboxProcess();
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 8 });
  sql.on("error", () => undefined); // dropping the database cuts what rests in the pool
  const started: RunningProcess[] = [];
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: stage.folder,
    OZON_API_URL: sandbox.client.url,
    ENCRYPTION_KEYS: `${randomBytes(32).toString("base64url")}=`,
    AUTH_SECRET: randomBytes(24).toString("base64url"),
    LOG_LEVEL: "info",
  };
  const keep = <P extends RunningProcess>(running: P): P => {
    started.push(running);
    return running;
  };
  try {
    return await work({
      sql,
      sandbox: sandbox.client,
      settings,
      startWeb: async () => keep(await startWeb(settings)),
      startWorkers: async (more) => keep(await startWorkers({ ...settings, ...more })),
      signInAdmin: async (web) => {
        const made = await openApi(web.url, { origin: web.url }).post("/api/set-up", ADMIN);
        if (made.status !== 201 && made.status !== 409)
          throw new Error(`set-up: ${made.status} ${made.text}`);
        return signIn(web.url, ADMIN);
      },
    });
  } finally {
    await Promise.all(started.map((running) => running.kill()));
    await sandbox.stop();
    await sql.end();
    await stage.sql.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  }
}
