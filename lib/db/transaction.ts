import type { Prisma } from "@/generated/prisma/client";
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
  const result = await db().$transaction((sql) => {
    afterwards.length = 0;
    return work({ sql, afterCommit: (step) => void afterwards.push(step) });
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
