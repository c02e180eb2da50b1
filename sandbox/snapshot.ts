import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { hasMarket } from "./market/orders/goods";
import {
  type Account,
  CHAT_TYPES,
  type Chat,
  type ChatFile,
  type Message,
  type Order,
  USER_TYPES,
} from "./model";
import type { World } from "./world";

const KEPT_FILE_BYTES = 1024 * 1024;
const fileShape = z.object({
  path: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  contentType: z.string(),
  bytes: z.string().nullable(),
  elsewhere: z.string().optional(),
});
const messageShape = z.object({
  id: z.string(),
  at: z.number(),
  user: z.enum(USER_TYPES),
  parts: z.array(z.string()),
  via: z.enum(["buyer", "api", "cabinet", "ozon"]),
  file: fileShape.optional(),
});
const orderShape: z.ZodType<Order> = z.object({
  orderNumber: z.string(),
  postingNumber: z.string(),
  scheme: z.enum(["fbo", "fbs", "rfbs"]),
  status: z.string(),
  sku: z.string(),
  productName: z.string(),
  offerId: z.string(),
  price: z.string(),
  quantity: z.number(),
  more: z
    .array(
      z.object({
        sku: z.string(),
        offerId: z.string(),
        name: z.string(),
        price: z.string(),
        quantity: z.number(),
      }),
    )
    .optional(),
  customerName: z.string(),
  customerId: z.string().optional(),
  city: z.string(),
  region: z.string().optional(),
  substatus: z.string().optional(),
  paidMs: z.number(),
  deliveredMs: z.number().nullable(),
  changedMs: z.number().optional(),
  deliverByMs: z.number().optional(),
  shipByMs: z.number().optional(),
  shippedMs: z.number().optional(),
  warehouse: z.object({ id: z.string(), name: z.string() }).optional(),
  delivery: z
    .object({ methodId: z.string(), name: z.string(), carrierId: z.number(), carrier: z.string() })
    .optional(),
  cancellation: z
    .object({
      reasonId: z.number(),
      initiator: z.enum(["buyer", "seller", "ozon"]),
      isAfterShip: z.boolean(),
      atMs: z.number(),
      message: z.string().optional(),
    })
    .optional(),
  parentPostingNumber: z.string().optional(),
  isChanged: z.boolean().optional(),
});
const chatShape = z.object({
  id: z.string(),
  type: z.enum(CHAT_TYPES),
  status: z.enum(["opened", "closed"]),
  disabled: z.boolean(),
  createdMicros: z.number(),
  buyerId: z.string(),
  buyerName: z.string(),
  ordinal: z.number(),
  order: orderShape.nullable(),
  sellerReadId: z.string(),
  buyerReadId: z.string(),
  script: z.object({ topic: z.string(), next: z.number() }).nullable(),
  messages: z.array(messageShape),
});
const subscriptionShape = z.object({
  id: z.number(),
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  createdMs: z.number(),
  muted: z.boolean().optional(),
});
const snapshotShape = z.object({
  version: z.literal(1),
  next_long_id: z.string(),
  accounts: z.array(
    z.object({
      client_id: z.string(),
      next_small_id: z.string(),
      next_subscription_id: z.number(),
      subscriptions: z.array(subscriptionShape),
      chats: z.array(chatShape),
      /** Of a market: those that came or went on since it began; the others are made again as they were. */
      orders: z.array(orderShape).optional(),
    }),
  ),
});
type ChatSnapshot = z.infer<typeof chatShape>;

/**
 * Reads a snapshot into a world whose accounts are already there, and answers the client ids it filled.
 * No file: none. A damaged one is put aside under another name, and `log` hears of it.
 */
export async function readSnapshot(
  world: World,
  file: string,
  log: (line: string) => void,
): Promise<Set<string>> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return new Set();
  const parsed = snapshotShape.safeParse(parseOrNull(text));
  if (!parsed.success) {
    await rename(file, `${file}.damaged`);
    log(`Sandbox: ${path.basename(file)} was damaged and put aside; starting with fresh conversations.`);
    return new Set();
  }
  world.nextLongId = BigInt(parsed.data.next_long_id);
  const filled = new Set<string>();
  for (const saved of parsed.data.accounts) {
    const account = world.accounts.get(saved.client_id);
    if (account === undefined) continue;
    for (const chat of saved.chats) restoreChat(world, account, chat);
    // A chat's order is there already, and is the one the chat holds.
    for (const order of saved.orders ?? [])
      if (!account.orders.has(order.postingNumber)) account.orders.set(order.postingNumber, order);
    account.nextSmallId = BigInt(saved.next_small_id);
    account.nextSubscriptionId = saved.next_subscription_id;
    account.subscriptions = saved.subscriptions;
    account.outbound.sort((a, b) => (a.id < b.id ? -1 : 1));
    world.finishLoading(account);
    filled.add(account.clientId);
  }
  return filled;
}

/** Writes the world whole or not at all: to a neighbour first, then over the file. */
export async function writeSnapshot(world: World, file: string): Promise<void> {
  const snapshot: z.infer<typeof snapshotShape> = {
    version: 1,
    next_long_id: world.nextLongId.toString(),
    accounts: [...world.accounts.values()].map((account) => ({
      client_id: account.clientId,
      next_small_id: account.nextSmallId.toString(),
      next_subscription_id: account.nextSubscriptionId,
      subscriptions: account.subscriptions,
      // Oldest first: restoring in this order gives every chat its place in the list again.
      chats: [...account.chats.values()].sort((a, b) => a.activity - b.activity).map(saveChat),
      orders: hasMarket(account)
        ? [...account.orders.values()].filter(({ isChanged }) => isChanged === true)
        : undefined,
    })),
  };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(snapshot), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function saveChat(chat: Chat): ChatSnapshot {
  const { id, type, status, disabled, createdMicros, buyerId, buyerName, ordinal, order, script } = chat;
  return {
    ...{ id, type, status, disabled, createdMicros, buyerId, buyerName, ordinal, order, script },
    sellerReadId: chat.sellerReadId.toString(),
    buyerReadId: chat.buyerReadId.toString(),
    messages: chat.messages.map(saveMessage),
  };
}

function saveMessage(message: Message): ChatSnapshot["messages"][number] {
  const { id, atMicros: at, userType: user, parts, via, file } = message;
  const bytes = file?.bytes && file.bytes.length <= KEPT_FILE_BYTES ? file.bytes.toString("base64") : null;
  return { id: id.toString(), at, user, parts, via, file: file === null ? undefined : { ...file, bytes } };
}

function restoreChat(world: World, account: Account, saved: ChatSnapshot): void {
  const { id, type, buyerName, order, createdMicros } = saved;
  const chat = world.addChat(account, { id, type, buyerName, order, createdMicros });
  chat.buyerId = saved.buyerId;
  chat.ordinal = saved.ordinal;
  chat.script = saved.script;
  for (const message of saved.messages) {
    const { at: atMicros, user: userType, parts, via } = message;
    const file = restoreFile(message.file);
    world.addMessage(
      account,
      chat,
      { userType, parts, via, file, atMicros, quiet: true },
      BigInt(message.id),
    );
  }
  chat.buyerReadId = BigInt(saved.buyerReadId);
  world.markRead(account, chat, BigInt(saved.sellerReadId));
  chat.status = saved.status;
  chat.disabled = saved.disabled;
}

function restoreFile(saved: z.infer<typeof fileShape> | undefined): ChatFile | null {
  if (saved === undefined) return null;
  return { ...saved, bytes: saved.bytes === null ? null : Buffer.from(saved.bytes, "base64") };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
