import { Prisma } from "@/generated/prisma/client";
import { db } from "../db/client";

/** Postgres' code for a statement that was ended because it took too long. */
const QUERY_CANCELED = "57014";

/**
 * Reads in a transaction whose statements may each take so long; null when one took longer. For ways that are the
 * fastest nearly always and endless in the rest: the caller then goes another way.
 */
export async function tryWithin<T>(
  milliseconds: number,
  read: (sql: Prisma.TransactionClient) => Promise<T>,
): Promise<T | null> {
  try {
    return await db().$transaction(async (sql) => {
      await sql.$executeRaw`SELECT set_config('statement_timeout', ${String(milliseconds)}, true)`;
      return read(sql);
    });
  } catch (error) {
    if (isCanceled(error)) return null;
    throw error;
  }
}

function isCanceled(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    error.code === "P2010" &&
    JSON.stringify(error.meta ?? {}).includes(`"${QUERY_CANCELED}"`)
  );
}
