import { expect, test } from "vitest";
import { keepHandWritten } from "./hand-written-sql.mjs";

const WRITTEN = `CREATE INDEX "messages_by_prisma" ON "messages"("text");
CREATE INDEX messages_search ON messages USING gin (search);
CREATE INDEX "chats_waiting" ON "chats"("id") WHERE waiting;
ALTER TABLE messages ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('russian', text)) STORED;`;

test("indexes and generated columns written by hand survive a diff", () => {
  const diff = `-- DropIndex
DROP INDEX "messages_search";

-- DropIndex
DROP INDEX "chats_waiting";

-- AlterTable
ALTER TABLE "messages" DROP COLUMN "search";
`;
  expect(keepHandWritten(diff, [WRITTEN])).toBe("");
});

test("what the schema has dropped is dropped", () => {
  const sql = keepHandWritten(`-- DropIndex\nDROP INDEX "messages_by_prisma";\n`, [WRITTEN]);
  expect(sql).toContain('DROP INDEX "messages_by_prisma";');
});

test("other changes of a table with a generated column stay", () => {
  const diff = `-- AlterTable\nALTER TABLE "messages" ADD COLUMN     "sent" TEXT,\nALTER COLUMN "search" DROP DEFAULT;\n`;
  const sql = keepHandWritten(diff, [WRITTEN]);
  expect(sql).toContain('ALTER TABLE "messages" ADD COLUMN     "sent" TEXT;');
  expect(sql).not.toContain("search");
});
