import { beforeAll, expect, test } from "vitest";
import { type AuditRecord, appendAudits } from "@/lib/audit/append";
import { auditCsv } from "@/lib/audit/audit-csv";
import { listAudit, listAuditActions } from "@/lib/audit/list";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { inRequestContext } from "@/lib/request-context";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredChat, makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
let anna: Person;
let sellerId: string;
let chatId: string;

beforeAll(async () => {
  admin = await makeAdmin();
  sellerId = await makeStoredSeller("Чайная лавка");
  chatId = await makeStoredChat(sellerId, { orderNumber: "77-1", buyerName: "Ольга" });
  anna = await makeOperator([sellerId]);
  await db().user.update({ where: { id: anna.user.id }, data: { name: '=HYPERLINK("x")' } });
});

async function note(person: Person | null, action: string, over: Partial<AuditRecord> = {}, count = 1) {
  const record: AuditRecord = {
    actor: { type: person === null ? "system" : "user", id: person?.user.id ?? null },
    action,
    subject: { type: "chat", id: chatId },
    sellerId,
    ...over,
  };
  await inRequestContext({ requestId: "r-1", ip: "10.0.0.7", userAgent: "curl/8" }, () =>
    inTransaction((tx) =>
      appendAudits(
        tx,
        Array.from({ length: count }, () => record),
      ),
    ),
  );
}

const list = (query: object = {}) => listAudit({ query: { limit: 50, ...query } });
const actionsOf = async (query: object) => (await list(query)).items.map((entry) => entry.action);

test("an entry tells people and things as they are called now, and where it came from", async () => {
  await note(anna, "chat.touched");
  await note(null, "seller.touched", { subject: { type: "seller", id: sellerId } });
  const [seller, chat] = (await list()).items;
  expect(chat).toMatchObject({
    actor: { type: "user", id: anna.user.id, name: '=HYPERLINK("x")' },
    subject: { type: "chat", id: chatId, name: "77-1" },
    ip: "10.0.0.7",
    user_agent: "curl/8",
    request_id: "r-1",
    seller_id: sellerId,
  });
  expect(seller).toMatchObject({ actor: { type: "system", name: null }, subject: { name: "Чайная лавка" } });
});

test("filters narrow the log, alone and together", async () => {
  await note(admin, "tag.coloured", { subject: { type: "tag", id: "no-uuid" }, sellerId: null });
  await note(anna, "tag.mixed");
  await note(anna, "tagged.other");
  expect(await actionsOf({ action: "tag." })).toEqual(["tag.mixed", "tag.coloured"]);
  expect(await actionsOf({ action: "tag.", actor_id: admin.user.id })).toEqual(["tag.coloured"]);
  expect(await actionsOf({ action: "tag.mixed" })).toEqual(["tag.mixed"]);
  expect(await actionsOf({ subject_type: "tag", subject_id: "no-uuid" })).toEqual(["tag.coloured"]);
  expect(await actionsOf({ actor_id: "system" })).not.toContain("tag.mixed");
  expect(await actionsOf({ seller_id: sellerId, action: "tag." })).toEqual(["tag.mixed"]);
  expect(await actionsOf({ seller_id: "none of ours" })).toEqual([]);
  expect(await actionsOf({ action: "nothing." })).toEqual([]);
  expect(await actionsOf({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
  expect(await actionsOf({ to: new Date(Date.now() - 3_600_000).toISOString() })).toEqual([]);
  expect(await listAuditActions()).toEqual(
    expect.arrayContaining(["chat.touched", "tag.coloured", "tag.mixed"]),
  );
});

test("pages follow one another without a gap, also among entries of one moment and one group", async () => {
  await note(anna, "page.one", {}, 30);
  await note(anna, "page.two", {}, 30);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ action: "page.", limit: 7, cursor });
    seen.push(...page.items.map((entry) => entry.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  const rows = await database.query<{ id: string }>(
    "SELECT id FROM audit_log WHERE action LIKE 'page.%' ORDER BY at DESC, id DESC",
  );
  expect(seen).toEqual(rows.map((row) => row.id));
  await expect(list({ cursor: "made up" })).rejects.toMatchObject({ code: "invalid_cursor" });
});

test("the table holds all of it, and no cell a spreadsheet would calculate", async () => {
  await note(anna, "csv.made", { details: { note: '=1+1;"x"' } }, 1203);
  const bytes = await new Response(auditCsv({ action: "csv.made" })).arrayBuffer();
  const text = Buffer.from(bytes).toString("utf8"); // keeps the mark that tells spreadsheets its letters
  const lines = text.split("\r\n");
  expect(lines).toHaveLength(1203 + 2);
  expect(lines[0]).toMatch(/^\uFEFFat;actor;action;/);
  expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
  expect(lines[1]).not.toMatch(/(^|;)"?[=+@-]/);
});
