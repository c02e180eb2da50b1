import pg from "pg";
import { env } from "../env";
import { log } from "../log";

/** Namespace of our advisory locks, so that other users of the database cannot meet them by chance. */
const SPACE = 1_886_545_263;

export type SellerLock = <T>(sellerId: string, work: () => Promise<T>) => Promise<T | "taken">;

/**
 * Never two polls of one seller at a time, across all processes: session locks of Postgres on one connection of this
 * process. They fall the moment the process dies. Should the connection break, two polls may overlap once: unique keys
 * and permits still hold, so it costs requests, not correctness.
 */
export function createSellerLock(): { withLock: SellerLock; stop(): Promise<void> } {
  const inThisProcess = new Set<string>();
  let connection: Promise<pg.Client> | null = null;
  let current: pg.Client | null = null;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true });
    // Only its own place: a late word from an old connection must not drop the one that holds the locks now.
    const drop = () => {
      if (current === client) {
        connection = null;
        current = null;
      }
    };
    client.on("error", (error) => {
      log().warn({ err: error }, "the connection that holds sellers' locks broke");
      drop();
    });
    client.on("end", drop);
    await client.connect();
    current = client;
    return client;
  }

  // One question after the other: a connection of Postgres takes one at a time.
  let line: Promise<unknown> = Promise.resolve();
  function ask(sql: string, sellerId: string): Promise<boolean> {
    const answer = line.then(() => askNow(sql, sellerId));
    line = answer.catch(() => undefined);
    return answer;
  }

  async function askNow(sql: string, sellerId: string): Promise<boolean> {
    connection ??= connect();
    const opened = connection;
    try {
      const { rows } = await (await opened).query<{ ok: boolean }>(sql, [SPACE, sellerId]);
      return rows[0]?.ok === true;
    } catch (error) {
      if (connection === opened) connection = null;
      throw error;
    }
  }

  async function withLock<T>(sellerId: string, work: () => Promise<T>): Promise<T | "taken"> {
    // A session's own lock is granted to it again, so this process keeps count of itself.
    if (inThisProcess.has(sellerId)) return "taken";
    inThisProcess.add(sellerId);
    try {
      if (!(await ask("SELECT pg_try_advisory_lock($1::int, hashtext($2)) AS ok", sellerId))) return "taken";
      try {
        return await work();
      } finally {
        await ask("SELECT pg_advisory_unlock($1::int, hashtext($2)) AS ok", sellerId).catch(() => false);
      }
    } finally {
      inThisProcess.delete(sellerId);
    }
  }

  async function stop(): Promise<void> {
    const opened = connection;
    connection = null;
    if (opened !== null) await (await opened).end();
  }

  return { withLock, stop };
}
