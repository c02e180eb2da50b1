import { Prisma } from "@/generated/prisma/client";
import { log } from "../log";
import { db } from "./client";

/** What writes inside a transaction takes this first, so that the reader sees what is atomic. */
export interface Tx {
  readonly sql: Prisma.TransactionClient;
  /** Runs after the commit, in order; a failure there is logged and undoes nothing (a sweep finds lost nudges). */
  afterCommit(step: () => Promise<void> | void): void;
}

/** Opens a transaction, runs `work`, commits, then runs what `work` asked for after the commit. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const afterwards: Array<() => Promise<void> | void> = [];
  const result = await untilNoDeadlock(() => {
    afterwards.length = 0;
    return db().$transaction((sql) => work({ sql, afterCommit: (step) => void afterwards.push(step) }));
  });
  for (const step of afterwards) {
    try {
      await step();
    } catch (error) {
      log().warn({ err: error }, "a step after the commit failed; the sweep will make up for it");
    }
  }
  return result;
}

/** Tries of a transaction that Postgres gave up in favour of another. */
const TRIES = 4;

/** Two writers that wait for each other: Postgres lets one go, and that one simply begins again. */
async function untilNoDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isDeadlock(error) || attempt === TRIES) throw error;
    }
  }
}

/** Prisma's own code for it; in raw queries the database's (40P01 deadlock, 40001 serialisation). */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === "P2034") return true;
  const original = JSON.stringify(error.meta ?? {});
  return error.code === "P2010" && /"40(P01|001)"/.test(original);
}
