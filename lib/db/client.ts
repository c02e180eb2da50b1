import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/generated/prisma/client";
import { env } from "../env";
import { forget, once } from "../once";
import { createStatementNames } from "./statement-names";

/** The one database client of the process. */
export const db = once("db", (): PrismaClient => {
  const adapter = new PrismaPg(
    {
      connectionString: env().DATABASE_URL,
      max: env().DATABASE_POOL_SIZE,
      // The adapter writes and reads instants without a zone, as UTC: the session must mean the same.
      options: "-c TimeZone=UTC",
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
    },
    { statementNameGenerator: createStatementNames() },
  );
  // The driver reports a lost connection through the query that met it; nothing to add here.
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
});

/** Closes the client, if one was made. */
export async function stopDb(): Promise<void> {
  await forget<PrismaClient>("db")?.$disconnect();
}
