import { expect, test } from "vitest";
import { tryWithin } from "@/lib/chats/try-within";
import { db } from "@/lib/db/client";
import { ownDatabase } from "../../support/database";

ownDatabase();

test("a reading that takes too long answers null, and leaves the connection as it was", async () => {
  expect(await tryWithin(20, (sql) => sql.$queryRaw`SELECT pg_sleep(30)`)).toBeNull();
  expect(await tryWithin(10_000, (sql) => sql.$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  const settings = await Promise.all(Array.from({ length: 8 }, () => db().$queryRaw`SHOW statement_timeout`));
  expect(new Set(settings.map((rows) => JSON.stringify(rows)))).toEqual(
    new Set(['[{"statement_timeout":"0"}]']),
  );
});

test("any other failure is the caller's", async () => {
  await expect(tryWithin(10_000, (sql) => sql.$queryRaw`SELECT 1 / 0`)).rejects.toThrow("division by zero");
});
