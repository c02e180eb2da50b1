import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Marketplace, OutgoingFile, SendResult } from "@/lib/marketplaces/ports";
import { failureOf, type MarketplaceWorld } from "./marketplace-world";
import { MiniDesk } from "./mini-desk";

const PICTURE: OutgoingFile = {
  name: "Счёт №5 «новый».png",
  mimeType: "image/png",
  bytes: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
    "base64",
  ),
};

/** What every adapter of a marketplace with files must do with them, both ways. */
export function describeFiles(name: string, openWorld: () => Promise<MarketplaceWorld>): void {
  describe(`${name}: files`, () => {
    let world: MarketplaceWorld;
    let marketplace: Marketplace;
    let desk: MiniDesk;
    beforeEach(async () => {
      world = await openWorld();
      marketplace = world.adapter.connect(world.context());
      desk = new MiniDesk(marketplace);
    });
    afterEach(() => world.close());

    const send = async (chat: string, file = PICTURE): Promise<SendResult> => {
      if (marketplace.chats.sendFile === undefined) throw new Error("this marketplace takes no files");
      return marketplace.chats.sendFile({ chatExternalId: chat, file, chatSecret: null });
    };
    const newest = async (chat: string) => {
      await desk.readChat(chat);
      return desk.messages.get(chat)?.get(desk.newestOf(chat) ?? "");
    };
    const read = async (remoteUrl: string) => {
      const file = await marketplace.chats.openFile(remoteUrl);
      const chunks: Uint8Array[] = [];
      for await (const chunk of file.body) chunks.push(chunk);
      return { ...file, bytes: Buffer.concat(chunks) };
    };

    test("a file arrives once, byte for byte and under its name", async () => {
      const { chat } = await world.buyerWrites({ texts: ["?"] });
      const result = await send(chat);
      expect(await world.arrivedFiles(chat)).toEqual([{ name: PICTURE.name, bytes: PICTURE.bytes }]);
      const message = await newest(chat);
      if (result.externalId !== null) expect(message?.externalId).toBe(result.externalId);
      expect(message).toMatchObject({
        author: { type: "seller" },
        text: "",
        attachments: [{ type: "image" }],
      });
    });

    test("what was sent and what a buyer sent can be opened, and is the same", async () => {
      const { chat } = await world.buyerSends({ name: "чек.pdf" });
      const theirs = (await newest(chat))?.attachments[0];
      expect(theirs).toMatchObject({ type: "document" });
      expect((await read(theirs?.remoteUrl ?? "")).bytes.subarray(0, 5).toString()).toBe("%PDF-");
      await send(chat);
      const ours = (await newest(chat))?.attachments[0];
      expect((await read(ours?.remoteUrl ?? "")).bytes).toEqual(PICTURE.bytes);
    });

    test("no address of a file is in a message's text", async () => {
      const { chat } = await world.buyerSends({ name: "фото.jpg", text: "Вот, смотрите" });
      const message = await newest(chat);
      expect(message?.text).toBe("Вот, смотрите");
      expect(message?.attachments).toHaveLength(1);
    });

    test("a lost answer is unknown, and nothing was sent again", async () => {
      const { chat } = await world.buyerWrites({ texts: ["?"] });
      await world.trouble("answer-lost-after-work", "file", 1);
      expect(await failureOf(send(chat))).toMatchObject({ kind: "unavailable", effect: "unknown" });
      expect(await world.arrivedFiles(chat)).toHaveLength(1);
    });

    test("a server error is unknown, a throttle is not, and neither is tried again", async () => {
      const { chat } = await world.buyerWrites({ texts: ["?"] });
      await world.trouble("server-error", "file", 1);
      expect(await failureOf(send(chat))).toMatchObject({ kind: "unavailable", effect: "unknown" });
      await world.trouble("throttled", "file", 1);
      expect(await failureOf(send(chat))).toMatchObject({ kind: "rate_limited", effect: "none" });
      expect(await world.arrivedFiles(chat)).toEqual([]);
    });

    test("a closed chat and a wrong key are told apart, without effect", async () => {
      const { chat } = await world.buyerWrites({ texts: ["?"] });
      await world.closeChat(chat);
      expect(await failureOf(send(chat))).toMatchObject({ kind: "chat_closed", effect: "none" });
      const stranger = world.adapter.connect(world.context({ isKeyWrong: true })).chats;
      const refused = stranger.sendFile?.({ chatExternalId: chat, file: PICTURE, chatSecret: null });
      expect(await failureOf(refused ?? Promise.resolve())).toMatchObject({
        kind: "credentials_rejected",
        effect: "none",
      });
    });

    test("nothing is fetched from a host that is not the marketplace's", async () => {
      const caught = await world.strangersHost();
      const { chat } = await world.buyerSends({ name: "фото.jpg", url: `${caught.url}/v2/chat/file/a.jpg` });
      const address = (await newest(chat))?.attachments[0]?.remoteUrl ?? `${caught.url}/v2/chat/file/a.jpg`;
      const requests = await world.requestCount();
      expect(await failureOf(marketplace.chats.openFile(address))).toMatchObject({
        kind: "not_found",
        effect: "none",
      });
      expect(caught.count()).toBe(0);
      expect(await world.requestCount()).toBe(requests);
    });

    test("a file that is not there is not_found, and every request had its permit", async () => {
      const { chat } = await world.buyerSends({ name: "чек.pdf" });
      const address = (await newest(chat))?.attachments[0]?.remoteUrl ?? "";
      await read(address);
      expect(await failureOf(marketplace.chats.openFile(`${address}x`))).toMatchObject({ kind: "not_found" });
      await send(chat);
      expect(world.permitCount()).toBe(await world.requestCount());
    });
  });
}
