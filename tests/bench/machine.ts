import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type pg from "pg";

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  /** Work waiting for a core before the benchmarks began (1 minute's average): near 0 on a quiet machine. */
  readonly load_before: number;
}

/** Names the machine. `sql`: a connection to the Postgres in use. */
export async function describeMachine(sql: pg.Pool): Promise<Machine> {
  const { rows } = await sql.query<{ version: string; fsync: string; commit: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS commit`,
  );
  const [server] = rows;
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    postgres: `${server?.version} (embedded, fsync ${server?.fsync}, synchronous_commit ${server?.commit})`,
    load_before: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
