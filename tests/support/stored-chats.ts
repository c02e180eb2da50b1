import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";

/** A seller's row alone, for tests of what is stored. Nothing at a marketplace knows it. */
export async function makeStoredSeller(name = "Магазин"): Promise<string> {
  const seller = await db().seller.create({
    data: {
      name,
      marketplace: "ozon",
      accountId: randomUUID(),
      apiKeyHint: "…0000",
      dialect: "v3",
      webhookId: randomUUID(),
    },
  });
  return seller.id;
}

type ChatData = Partial<Parameters<ReturnType<typeof db>["chat"]["create"]>[0]["data"]>;

/** A buyer's chat as ingest would have stored it; `data` says the rest. Answers its id. */
export async function makeStoredChat(sellerId: string, data: ChatData = {}): Promise<string> {
  const chat = await db().chat.create({
    // The union of Prisma's two input forms; rows here name their seller by its id alone.
    data: { externalId: randomUUID(), kind: "buyer", createdAt: new Date(), ...data, sellerId } as never,
  });
  return chat.id;
}

/** A message of a chat. Answers its id. */
export async function makeStoredMessage(
  chat: { sellerId: string; chatId: string },
  data: {
    text: string;
    at?: Date;
    authorId?: string;
    authorName?: string;
    status?: string;
    hasFile?: boolean;
  },
): Promise<string> {
  const isOurs = data.authorId !== undefined;
  const message = await db().message.create({
    data: {
      ...chat,
      direction: isOurs ? "outbound" : "inbound",
      authorType: isOurs ? "operator" : "buyer",
      authorId: data.authorId ?? null,
      authorName: data.authorName ?? null,
      text: data.text,
      status: data.status ?? (isOurs ? "sent" : "received"),
      createdAt: data.at ?? new Date(),
      attachments: data.hasFile === true ? { create: [{ position: 0, type: "image" }] } : undefined,
    },
  });
  return message.id;
}
