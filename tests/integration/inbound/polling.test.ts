import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverChat } from "@/lib/chats/deliver";
import { queueReply } from "@/lib/chats/send";
import { syncSeller } from "@/lib/chats/sync";
import { now } from "@/lib/clock";
import type { Dialect } from "../../../sandbox/model";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { expectWhole, findChatId, pollLater, readMessages } from "../../support/stored";
import { waitFor } from "../../support/wait-for";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

describe.each<{ dialect: Dialect; list: string; history: string }>([
  { dialect: "v1", list: "/v1/chat/list", history: "/v1/chat/history" },
  { dialect: "v3", list: "/v3/chat/list", history: "/v3/chat/history" },
])("polling in $dialect", ({ dialect, list, history }) => {
  let seller: ConnectedSeller;
  beforeEach(async () => {
    seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
    await syncSeller(seller.id); // the first poll is a deep one; these tests are about the ordinary ones
  });
  const expectAll = () => expectWhole(database, sandbox(), seller);
  const bulk = (messages: number, chats: number, how: { same_timestamp?: boolean } = {}) =>
    sandbox().bulk({
      client_id: seller.account.client_id,
      messages,
      chats,
      created_from: new Date().toISOString(),
      ...how,
    });

  test("every page of chats and messages is taken in", async () => {
    await bulk(240, 110);
    await pollLater(seller.id);
    await expectAll();
    expect(await pollLater(seller.id)).toBe(0);
  });

  test("more than a page with one timestamp arrives whole", async () => {
    await bulk(250, 3, { same_timestamp: true });
    await pollLater(seller.id);
    await expectAll();
    const { chatId } = await seller.say("и ещё одно");
    await pollLater(seller.id);
    await expectAll();
    expect(await readMessages(database, seller.id, chatId)).toHaveLength(1);
  });

  test("a message that becomes visible late, behind newer ones, is taken in", async () => {
    const { chatId } = await seller.say("первое");
    await pollLater(seller.id);
    await sandbox().setFault({
      kind: "late",
      client_id: seller.account.client_id,
      ms: 50,
      older_ms: 30_000,
      times: 1,
    });
    await seller.say("позднее", { chat_id: chatId });
    await seller.say("второе", { chat_id: chatId });
    await pollLater(seller.id);
    await waitFor("the late message", async () => {
      const shown = await sandbox().listMessages(seller.account.client_id, { chat_id: chatId });
      return shown.length === 3;
    });
    await pollLater(seller.id);
    await expectAll();
  });

  test("pages that repeat what came before double nothing", async () => {
    for (const path of [list, history])
      await sandbox().setFault({
        kind: "repeat",
        client_id: seller.account.client_id,
        path,
        overlap: 7,
        times: 6,
      });
    await bulk(220, 104);
    await pollLater(seller.id);
    await pollLater(seller.id);
    await expectAll();
  });

  test("our own reply comes back in the history as the row it left as", async () => {
    const { chatId } = await seller.say("Есть размер 42?");
    await pollLater(seller.id);
    const id = await findChatId(database, seller.id, chatId);
    const reply = await queueReply({ actor: admin.actor, chatId: id, text: "Да,  есть" });
    await deliverChat(id);
    await pollLater(seller.id);
    await expectAll();
    const [, own] = await readMessages(database, seller.id, chatId);
    expect(own).toMatchObject({ id: reply.id, author_type: "operator", status: "sent" });
    expect(own?.external_id).toMatch(/^\d+$/);
  });

  test("what was typed in the marketplace's cabinet is the seller's, not a buyer's", async () => {
    const { chatId } = await seller.say("Вопрос");
    await seller.say("Ответ из кабинета", { chat_id: chatId, user_type: "Seller" });
    await pollLater(seller.id);
    await expectAll();
    expect(await readMessages(database, seller.id, chatId)).toMatchObject([
      { direction: "inbound", author_type: "buyer", status: "received" },
      { direction: "outbound", author_type: "seller", status: "sent" },
    ]);
  });

  test("a damaged page is asked for again and arrives whole", async () => {
    await bulk(20, 2);
    await sandbox().setFault({
      kind: "missing_field",
      client_id: seller.account.client_id,
      path: history,
      field: "message_id",
      times: 1,
    });
    await pollLater(seller.id);
    await expectAll();
  });

  test("an item nobody can read is kept count of, and does not lose its page", async () => {
    const { chatId } = await seller.say("начало");
    await pollLater(seller.id);
    const good = (id: number, text: string) => ({
      message_id: id,
      created_at: new Date().toISOString(),
      user: { id: "1", type: "Customer" },
      is_read: false,
      ...(dialect === "v1" ? { text } : { data: [text] }),
    });
    const messages = [
      good(3_000_000_000_000_001, "до"),
      { text: "без номера" },
      good(3_000_000_000_000_002, "после"),
    ];
    const page = { messages, has_next: false };
    await sandbox().setFault({
      kind: "status",
      status: 200,
      body: JSON.stringify(dialect === "v1" ? { result: page } : page),
      client_id: seller.account.client_id,
      path: history,
      times: 3, // it asks three times before it takes the page as it is
    });
    await seller.say("ещё", { chat_id: chatId });
    await pollLater(seller.id);
    const texts = (await readMessages(database, seller.id, chatId)).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(["начало", "до", "после"]));
    const unreadable = await database.query(
      "SELECT place, problem, count FROM unreadable_items WHERE seller_id = $1",
      [seller.id],
    );
    expect(unreadable).toHaveLength(1);
    expect(JSON.stringify(unreadable)).not.toContain("без номера");
  });

  test("an answer that is no JSON, cut off or a page of HTML costs nothing but another poll", async () => {
    await bulk(20, 4);
    for (const kind of ["malformed_json", "truncate", "html"] as const)
      await sandbox().setFault({ kind, client_id: seller.account.client_id, path: "/v*/chat/*", times: 1 });
    for (let poll = 0; poll < 4; poll++) await pollLater(seller.id).catch(() => undefined);
    await expectAll();
  });

  test("a history that cannot be read is put off for seconds, and is read then", async () => {
    const { chatId } = await seller.say("раз");
    await pollLater(seller.id);
    await seller.say("два", { chat_id: chatId });
    const fault = { kind: "html", client_id: seller.account.client_id, path: "/v*/chat/history" } as const;
    await sandbox().setFault({ ...fault, times: 20 });
    await pollLater(seller.id).catch(() => undefined);
    const [stand] = await database.query<{ needs_sync: boolean; due_at: Date }>(
      "SELECT needs_sync, sync_due_at AS due_at FROM chats WHERE seller_id = $1 AND external_id = $2",
      [seller.id, chatId],
    );
    expect(stand?.needs_sync).toBe(true);
    expect((stand?.due_at.getTime() ?? Number.NaN) - now().getTime()).toBeLessThanOrEqual(5_000);
    await sandbox().clearFaults();
    await pollLater(seller.id);
    await expectAll();
  });

  test("messages and the cursor that accounts for them are committed together or not at all", async () => {
    const { chatId } = await seller.say("раз");
    await pollLater(seller.id);
    await database.query(`
      CREATE FUNCTION refuse_boom() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF new.text = 'взрыв' THEN RAISE 'boom'; END IF; RETURN new; END $$;
      CREATE TRIGGER refuse_boom BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuse_boom()`);
    await seller.say(["два", "взрыв", "три"], { chat_id: chatId });
    const before = await readStand(chatId);
    await expect(pollLater(seller.id)).rejects.toThrow();
    expect((await readStand(chatId)).synced).toBe(before.synced);
    expect((await readMessages(database, seller.id, chatId)).map(({ text }) => text)).toEqual(["раз"]);
    await database.query("DROP FUNCTION refuse_boom CASCADE");
    await pollLater(seller.id);
    await expectAll();
  });

  async function readStand(chat: string): Promise<{ synced: string | null }> {
    const [row] = await database.query<{ synced: string | null }>(
      "SELECT synced_external_id AS synced FROM chats WHERE seller_id = $1 AND external_id = $2",
      [seller.id, chat],
    );
    return row ?? { synced: null };
  }
});
