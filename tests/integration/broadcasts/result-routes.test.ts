import { beforeAll, expect, test } from "vitest";
import { GET as list } from "@/app/api/broadcasts/[id]/recipients/route";
import { GET as exportTable } from "@/app/api/broadcasts/[id]/recipients.csv/route";
import { GET as result } from "@/app/api/broadcasts/[id]/result/route";
import { POST as retry } from "@/app/api/broadcasts/[id]/retry/route";
import { createApiToken } from "@/lib/auth/api-tokens";
import { db } from "@/lib/db/client";
import { getBroadcastResult, listRecipients } from "@/lib/wire/broadcast-results";
import { retryBroadcast } from "@/lib/wire/broadcasts";
import { ownDatabase } from "../../support/database";
import { makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { hoursAgo, makeBroadcast } from "./audience-world";
import { makeToldChat, tell } from "./told-chats";

ownDatabase();
let lead: Person;
let operator: Person;
let sellerId: string;
let broadcastId: string;
const tokens = new Map<Person, string>();
beforeAll(async () => {
  sellerId = await makeStoredSeller();
  [lead, operator] = [await makeSupervisor(), await makeOperator([sellerId])];
  for (const person of [lead, operator]) {
    const made = await createApiToken({ actor: person.actor, name: "Тест", expiresAt: null, scopes: ["*"] });
    tokens.set(person, made.token);
  }
  broadcastId = await makeBroadcast(sellerId, { status: "completed", startedAt: hoursAgo(2) });
  await tell(await makeToldChat(sellerId, { buyerName: "Анна" }), { broadcastId, position: 1 });
  const refused = { status: "failed", reason: "chat_closed" };
  await tell(await makeToldChat(sellerId), { broadcastId, position: 2, ...refused });
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

function call(
  run: Handler,
  by: Person,
  { method = "GET", query = "", id = broadcastId }: { method?: string; query?: string; id?: string } = {},
) {
  const request = new Request(`http://127.0.0.1:3000/api/broadcasts/x?${query}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(by)}`,
      "content-type": "application/json",
      "accept-language": "en",
    },
    body: method === "POST" ? "{}" : undefined,
  });
  return run(request, { params: Promise.resolve({ id }) });
}

test("recipients are listed page by page, in words of the caller's language", async () => {
  const first = listRecipients.answer.parse(await (await call(list, lead, { query: "limit=1" })).json());
  expect(first.items.map((item) => item.buyer_name)).toEqual(["Анна"]);
  const query = `limit=1&cursor=${first.next_cursor}`;
  const second = listRecipients.answer.parse(await (await call(list, lead, { query })).json());
  expect(second).toMatchObject({ next_cursor: null, items: [{ status: "failed" }] });
  expect(second.items[0]?.reason?.message).toMatch(/^The chat /);
  expect((await call(list, lead, { query: "cursor=x" })).status).toBe(400);
  expect((await call(list, lead, { query: "status=unheard" })).status).toBe(400);
});

test("the table is a file, the result is what was declared", async () => {
  const table = await call(exportTable, lead, { query: "status=failed" });
  expect(table.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(table.headers.get("content-disposition")).toContain("recipients.csv");
  expect((await table.text()).trim().split("\r\n")).toHaveLength(2);
  const { result: found } = getBroadcastResult.answer.parse(await (await call(result, lead)).json());
  expect(found).toMatchObject({ failed_by_reason: { chat_closed: 1 }, variants: [{ key: "A", sent: 1 }] });
});

test("trying again answers with the broadcast, and with a conflict when there is nobody left", async () => {
  const again = await call(retry, lead, { method: "POST" });
  expect(again.status).toBe(200);
  expect(retryBroadcast.answer.parse(await again.json()).broadcast).toMatchObject({
    status: "running",
    counts: { queued: 1, failed: 0 },
  });
  const none = await call(retry, lead, { method: "POST" });
  expect(none.status).toBe(409);
  expect((await none.json()).error).toMatchObject({ code: "broadcast_state", details: { retryable: 0 } });
});

test.each<{ of: string; run: Handler; method: string }>([
  { of: "the list", run: list, method: "GET" },
  { of: "the table", run: exportTable, method: "GET" },
  { of: "the result", run: result, method: "GET" },
  { of: "trying again", run: retry, method: "POST" },
])("$of is not for operators, and not there for a removed seller's broadcast", async ({ run, method }) => {
  expect((await call(run, operator, { method })).status).toBe(403);
  const goneId = await makeStoredSeller();
  const id = await makeBroadcast(goneId, { status: "completed" });
  await db().seller.update({ where: { id: goneId }, data: { deletedAt: new Date() } });
  for (const foreign of [id, "no-id", "00000000-0000-4000-8000-000000000000"])
    expect((await call(run, lead, { method, id: foreign })).status).toBe(404);
});
