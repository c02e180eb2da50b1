import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Marketplace } from "@/lib/marketplaces/ports";
import { failureOf, ignoreMarketplace, type MarketplaceWorld } from "./marketplace-world";
import { MiniDesk } from "./mini-desk";

/** What every adapter must do, whichever marketplace it speaks to. */
export function describeMarketplace(name: string, openWorld: () => Promise<MarketplaceWorld>): void {
  describe(`${name} as a marketplace`, () => {
    let world: MarketplaceWorld;
    let marketplace: Marketplace;
    let desk: MiniDesk;
    beforeEach(async () => {
      world = await openWorld();
      marketplace = world.adapter.connect(world.context());
      desk = new MiniDesk(marketplace);
    });
    afterEach(() => world.close());

    const poll = async (how: { deep?: boolean; pages?: number } = {}) => {
      world.letPollBeDue();
      return desk.poll(how);
    };
    const expectWhole = async (chat: string) => {
      const truth = await world.truth(chat);
      expect(desk.idsOf(chat)).toEqual(truth.map((message) => message.id));
      expect(desk.textsOf(chat)).toEqual(truth.map((message) => message.text));
    };

    describe("first contact", () => {
      test("finds out the dialect", async () => {
        const facts = await world.adapter.probe(world.context({ isDialectUnknown: true }));
        expect(facts.dialect).toBe(marketplace.dialect);
      });

      test("a wrong key is credentials_rejected, and stays so when asked about", async () => {
        const context = world.context({ isKeyWrong: true, isDialectUnknown: true });
        expect(await failureOf(world.adapter.probe(context))).toMatchObject({ kind: "credentials_rejected" });
        expect(await world.adapter.diagnoseRefusal(world.context({ isKeyWrong: true }))).toBe("rejected");
      });

      test("a refusal of one method is not a bad key", async () => {
        const { chat } = await world.buyerWrites({ texts: ["раз"] });
        await world.trouble("refused-once", "history", 1);
        await failureOf(desk.readChat(chat));
        expect(await world.adapter.diagnoseRefusal(world.context())).toBe("limited");
        await desk.readChat(chat);
        await expectWhole(chat);
      });
    });

    describe("list and history", () => {
      test("the backfill sees every chat once, page by page", async () => {
        const chats = [];
        for (let index = 0; index < 5; index++)
          chats.push(await world.buyerWrites({ texts: [`чат ${index}`] }));
        const seen: string[] = [];
        for (let cursor = null, first = true; first || cursor !== null; first = false) {
          const page = await marketplace.chats.listChats({ cursor, limit: 2 });
          seen.push(...page.chats.map((chat) => chat.externalId));
          cursor = page.nextCursor;
        }
        expect(seen.sort()).toEqual(chats.map(({ chat }) => chat).sort());
      });

      test("a long chat comes oldest first, whole, with the very ids it has", async () => {
        const texts = Array.from({ length: 2_150 }, (_, index) => `№${index}`);
        const { chat } = await world.buyerWrites({ texts });
        await desk.readChat(chat);
        await expectWhole(chat);
        expect(desk.textsOf(chat)).toEqual(texts);
      });

      test("after an anchor only what follows it comes", async () => {
        const { chat, ids } = await world.buyerWrites({ texts: ["a", "b", "c", "d"] });
        const texts: string[] = [];
        const input = { chatExternalId: chat, afterExternalId: ids[1] ?? null };
        for await (const page of marketplace.chats.history(input))
          texts.push(...page.messages.map(({ text }) => text));
        expect(texts).toEqual(["c", "d"]);
      });

      test("an unknown chat is not_found", async () => {
        const history = marketplace.chats.history({ chatExternalId: "no-such-chat", afterExternalId: null });
        expect(await failureOf(history.next())).toMatchObject({ kind: "not_found", effect: "none" });
      });

      test("chats can be found by id, and a missing one is absent", async () => {
        const { chat } = await world.buyerWrites({ texts: ["я тут"] });
        const found = await marketplace.chats.findChats([chat, "no-such-chat"]);
        expect(found.map(({ externalId, kind, status }) => ({ externalId, kind, status }))).toEqual([
          { externalId: chat, kind: "buyer", status: "open" },
        ]);
      });

      test("damaged answers and repeated items lose nothing and double nothing", async () => {
        const { chat } = await world.buyerWrites({
          texts: Array.from({ length: 1_200 }, (_, index) => `м${index}`),
        });
        await world.trouble("repeats", "history", 3);
        await world.trouble("not-json", "history", 1);
        await world.trouble("server-error", "history", 1);
        await desk.readChat(chat);
        await expectWhole(chat);
      });
    });

    describe("what is new", () => {
      test("a quiet marketplace names no chat", async () => {
        await world.buyerWrites({ texts: ["давно"] });
        await desk.backfill();
        await poll();
        expect(await poll()).toEqual([]);
      });

      test("new messages in known and new chats arrive, and our own among them", async () => {
        const old = await world.buyerWrites({ texts: ["раз"] });
        await desk.backfill();
        await poll();
        await world.buyerWrites({ chat: old.chat, texts: ["два", "три"] });
        const fresh = await world.buyerWrites({ texts: ["новый чат"] });
        await marketplace.chats.sendText({
          chatExternalId: old.chat,
          text: "Здравствуйте!",
          chatSecret: null,
        });
        await poll();
        await expectWhole(old.chat);
        await expectWhole(fresh.chat);
        expect(desk.textsOf(old.chat)).toEqual(["раз", "два", "три", "Здравствуйте!"]);
      });

      test("more messages of one instant than a page holds all arrive, and what follows them too", async () => {
        const before = await world.buyerWrites({ texts: ["до"] });
        await desk.backfill();
        await poll();
        const chats = await world.burst({ messages: 340, chats: 130 });
        await poll();
        for (const chat of chats) await expectWhole(chat);
        await world.buyerWrites({ chat: before.chat, texts: ["после"] });
        await poll();
        await expectWhole(before.chat);
        await poll();
        expect((await poll()).length).toBeLessThanOrEqual(chats.length + 1);
      });

      test("a message that becomes visible late is not passed over", async () => {
        const { chat } = await world.buyerWrites({ texts: ["раз"] });
        await desk.backfill();
        await poll();
        await world.buyerWrites({ chat, texts: ["два"] });
        await poll();
        await world.buyerWrites({ chat, texts: ["опоздало"], isLate: true });
        await poll();
        await expectWhole(chat);
      });

      test("a walk cut short is taken up again", async () => {
        await desk.backfill();
        await poll();
        const chats = await world.burst({ messages: 260, chats: 260 });
        await poll({ pages: 1 });
        await poll();
        for (const chat of chats) await expectWhole(chat);
      });

      test("announced before the history has it: it comes with a later poll", async () => {
        if (world.lagHistory === null) return;
        const { chat } = await world.buyerWrites({ texts: ["раз"] });
        await desk.backfill();
        await poll();
        await world.lagHistory();
        await world.buyerWrites({ chat, texts: ["два"] });
        await poll();
        await poll();
        await expectWhole(chat);
      });

      test("a deep walk repairs a chat that was never heard of", async () => {
        await poll();
        const { chat } = await world.buyerWrites({ texts: ["тихо"] });
        await poll();
        desk.chats.delete(chat);
        desk.messages.delete(chat);
        await poll({ deep: true });
        await expectWhole(chat);
      });

      test("through foul weather every message is stored once, and none twice", async () => {
        const { chat: first } = await world.buyerWrites({ texts: ["начало"] });
        await desk.backfill();
        await poll();
        await world.foulWeather(0.15);
        const chats = new Set([first]);
        for (let round = 0; round < 12; round++) {
          const texts = Array.from({ length: 1 + ((round * 7) % 5) }, (_, index) => `${round}.${index}`);
          const { chat } = await world.buyerWrites({ texts, chat: round % 3 === 0 ? undefined : first });
          chats.add(chat);
          if (round % 5 === 4) for (const id of await world.burst({ messages: 120, chats: 7 })) chats.add(id);
          await poll().catch(ignoreMarketplace);
        }
        await world.foulWeather(0);
        await desk.readOwed();
        await poll();
        await poll();
        for (const chat of chats) await expectWhole(chat);
      });

      test("the marketplace's own channels are kept apart from buyers", async () => {
        if (world.marketplaceWrites === null) return;
        const channel = await world.marketplaceWrites(["Новости"]);
        await desk.backfill();
        expect(desk.chats.get(channel)?.kind).toBe("marketplace");
        expect(
          [...(desk.messages.get(channel)?.values() ?? [])].map((message) => message.author.type),
        ).not.toContain("buyer");
      });
    });

    describe("sending", () => {
      const send = (chat: string, text: string) =>
        marketplace.chats.sendText({ chatExternalId: chat, text, chatSecret: null });

      test("a text arrives once, and the id it got is the one the history shows", async () => {
        const { chat } = await world.buyerWrites({ texts: ["?"] });
        const result = await send(chat, "Добрый день!");
        expect(await world.arrived(chat)).toEqual(["Добрый день!"]);
        await desk.readChat(chat);
        if (result.externalId !== null) expect(desk.newestOf(chat)).toBe(result.externalId);
        expect(desk.messages.get(chat)?.get(desk.newestOf(chat) ?? "")?.author.type).toBe("seller");
      });

      test("a lost answer is unknown, and nothing was sent again", async () => {
        const { chat } = await world.buyerWrites({ texts: ["?"] });
        await world.trouble("answer-lost-after-work", "send", 1);
        expect(await failureOf(send(chat, "Один раз"))).toMatchObject({
          kind: "unavailable",
          effect: "unknown",
        });
        expect(await world.arrived(chat)).toEqual(["Один раз"]);
      });

      test("a server error is unknown, a throttle is not", async () => {
        const { chat } = await world.buyerWrites({ texts: ["?"] });
        await world.trouble("server-error", "send", 1);
        expect(await failureOf(send(chat, "a"))).toMatchObject({ kind: "unavailable", effect: "unknown" });
        await world.trouble("throttled", "send", 1);
        expect(await failureOf(send(chat, "b"))).toMatchObject({ kind: "rate_limited", effect: "none" });
      });

      test("a closed chat, an unknown chat and a wrong key are told apart, all without effect", async () => {
        const { chat } = await world.buyerWrites({ texts: ["?"] });
        await world.closeChat(chat);
        expect(await failureOf(send(chat, "a"))).toMatchObject({ kind: "chat_closed", effect: "none" });
        expect(await failureOf(send("no-such-chat", "a"))).toMatchObject({
          kind: "not_found",
          effect: "none",
        });
        const stranger = world.adapter.connect(world.context({ isKeyWrong: true }));
        const refused = stranger.chats.sendText({ chatExternalId: chat, text: "a", chatSecret: null });
        expect(await failureOf(refused)).toMatchObject({ kind: "credentials_rejected", effect: "none" });
        expect(await world.arrived(chat)).toEqual([]);
      });

      test("a forbidden text is moderation_rejected", async () => {
        const { chat } = await world.buyerWrites({ texts: ["?"] });
        const refused = await failureOf(send(chat, "Звоните: +7 912 345-67-89"));
        expect(refused).toMatchObject({ kind: "moderation_rejected", effect: "none" });
        expect(refused.theirText).toContain("phone");
      });
    });

    test("every request had its permit", async () => {
      const { chat } = await world.buyerWrites({ texts: ["раз"] });
      await desk.backfill();
      await poll();
      await marketplace.chats.sendText({ chatExternalId: chat, text: "ок", chatSecret: null });
      expect(world.permitCount()).toBe(await world.requestCount());
    });

    test("a webhook rings for the chat that was written in", async () => {
      const { webhook, adapter } = world;
      if (webhook === null || adapter.webhooks === null) return;
      const { chat } = await world.buyerWrites({ texts: ["раз"] });
      const call = await webhook.catch(() => world.buyerWrites({ chat, texts: ["дзинь"] }));
      const { mode, secret, accountId } = webhook;
      const verdict = adapter.webhooks.read({ mode, secret, accountId, ...call });
      expect(verdict).toMatchObject({
        outcome: "accepted",
        ring: { kind: "chat_changed", chatExternalId: chat },
      });
      expect(adapter.webhooks.answer({ mode, verdict, now: new Date() }).status).toBe(200);
    });
  });
}
