import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { backfillSeller } from "@/lib/chats/backfill";
import { listMessages } from "@/lib/chats/list-messages";
import { syncSeller } from "@/lib/chats/sync";
import { getSeller } from "@/lib/sellers/read";
import type { Dialect } from "../../../sandbox/model";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { backfillWhole, makeAdmin, makeConnectedSeller, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { expectWhole, findChatId, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  admin = await makeAdmin();
});
afterEach(() => resetClock());

describe.each<{ dialect: Dialect }>([{ dialect: "v1" }, { dialect: "v3" }])(
  "backfill in $dialect",
  ({ dialect }) => {
    const connectWithPast = (messages: number, chats: number) =>
      makeConnectedSeller({
        sandbox: sandbox(),
        dialect,
        isBackfilled: false,
        before: (account) =>
          sandbox().bulk({ client_id: account.client_id, messages, chats, seller_share: 0.3 }),
      });

    test("the whole past arrives, and says how far it has come", async () => {
      const seller = await connectWithPast(400, 105);
      expect((await getSeller({ actor: admin.actor, sellerId: seller.id })).sync).toMatchObject({
        phase: "backfill",
        done: 0,
      });
      await backfillWhole(seller.id);
      await expectWhole(database, sandbox(), seller);
      expect((await getSeller({ actor: admin.actor, sellerId: seller.id })).sync).toEqual({
        phase: "live",
        done: 105,
        total: 105,
      });
      expect(await pollLater(seller.id)).toBe(0);
    });

    test("broken off midway it goes on where it stood", async () => {
      const seller = await connectWithPast(120, 45);
      await sandbox().setFault({
        kind: "status",
        status: 503,
        client_id: seller.account.client_id,
        path: `/${dialect}/chat/history`,
        skip: 25,
      });
      await expect(backfillWhole(seller.id)).rejects.toThrow();
      const stood = await getSeller({ actor: admin.actor, sellerId: seller.id });
      expect(stood.sync).toMatchObject({ phase: "backfill", total: 45 });
      expect(stood.sync.done).toBeGreaterThanOrEqual(20);
      expect(stood.sync.done).toBeLessThan(45);
      await sandbox().clearFaults();
      await sandbox().resetCounters();
      await backfillWhole(seller.id);
      const asked = await sandbox().listRequests({
        client_id: seller.account.client_id,
        path: `/${dialect}/chat/history`,
      });
      expect(asked.length).toBeLessThanOrEqual(46 - stood.sync.done);
      moveClock(300); // chats whose own history would not answer are left to a later poll
      await pollLater(seller.id);
      await expectWhole(database, sandbox(), seller);
    });

    test("what buyers write meanwhile is neither lost nor doubled, and other sellers are polled", async () => {
      const seller = await connectWithPast(90, 30);
      const other = await makeConnectedSeller({ sandbox: sandbox(), dialect });
      await other.say("Я тоже тут");
      const running = backfillSeller(seller.id);
      const { chatId } = await seller.say("Только что");
      await pollLater(other.id);
      await running;
      await backfillWhole(seller.id);
      await pollLater(seller.id);
      await seller.say("И ещё", { chat_id: chatId });
      await pollLater(seller.id);
      await expectWhole(database, sandbox(), seller);
      await expectWhole(database, sandbox(), other);
    });

    test("a long conversation pages back from its end to its beginning", async () => {
      const seller = await makeConnectedSeller({
        sandbox: sandbox(),
        dialect,
        isBackfilled: false,
        before: (account) => sandbox().say({ client_id: account.client_id, count: 1_250, step_ms: 0 }),
      });
      await backfillWhole(seller.id);
      await expectWhole(database, sandbox(), seller);
      const [first] = await readMessages(database, seller.id);
      const chatId = await findChatId(database, seller.id, first?.chat ?? "");
      const texts: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listMessages({ actor: admin.actor, chatId, limit: 100, cursor });
        texts.unshift(...page.items.map((message) => message.text));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(texts).toEqual(Array.from({ length: 1_250 }, (_, index) => `№${index + 1}`));
    });
  },
);

test("a poll before the list is walked asks nothing", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3", isBackfilled: false });
  await sandbox().resetCounters();
  await syncSeller(seller.id);
  expect(await sandbox().listRequests({ client_id: seller.account.client_id })).toEqual([]);
});
