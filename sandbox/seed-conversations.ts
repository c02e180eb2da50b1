import { makeFile } from "./chat-files";
import { OZON_CHANNELS } from "./conversations/channels";
import type { Dialogue, Line } from "./conversations/dialogue";
import { BUYER_NAMES, CITIES } from "./conversations/people";
import { shopOf } from "./conversations/shops";
import type { Account, AccountSeed, Chat, Order, Scheme } from "./model";
import { between, pick } from "./random";
import type { World } from "./world";

const MINUTE = 60_000_000; // microseconds
const DAY = 24 * 60 * MINUTE;
const LONG_CHAT_EVERY = 9; // some buyers come back with one thing after another
const CLOSED_CHAT_EVERY = 11;

/** Adds an account with as many scripted conversations as its seed asks for. */
export function openAccount(world: World, seed: AccountSeed): Account {
  const account = world.addAccount(seed);
  if (seed.conversations !== undefined) seedConversations(world, account, seed.conversations);
  return account;
}

/** Opens a chat about a dialogue, with an order, nothing said yet. */
export function openScriptedChat(
  world: World,
  account: Account,
  dialogue: Dialogue,
  createdMicros: number,
): Chat {
  const { random } = world;
  const order = makeOrder(world, account, dialogue, Math.floor(createdMicros / 1000));
  const type = account.dialect === "v3" && random() < 0.1 ? "Buyer_Seller_Select" : "Buyer_Seller";
  const chat = world.addChat(account, { type, buyerName: order.customerName, order, createdMicros });
  chat.script = { topic: dialogue.topic, next: 0 };
  return chat;
}

/** Says one line of a script in its chat. */
export function sayLine(world: World, account: Account, chat: Chat, line: Line, atMicros?: number): void {
  const id = world.nextId(account);
  const file = line.file === null ? null : makeFile(account, id.toString(36), line.file, null);
  const isBuyer = line.from === "buyer";
  world.addMessage(
    account,
    chat,
    {
      userType: isBuyer ? "Customer" : "Seller",
      parts: [fillIn(line.text, chat)],
      file,
      via: isBuyer ? "buyer" : "cabinet",
      atMicros,
      quiet: atMicros !== undefined,
    },
    id,
  );
}

/** The dialogue a chat's script names, or undefined. */
export function dialogueOf(account: Account, chat: Chat): Dialogue | undefined {
  return shopOf(account.name).dialogues.find((dialogue) => dialogue.topic === chat.script?.topic);
}

/** Something to be said at its time. */
interface Planned {
  atMicros: number;
  say: () => void;
}

function seedConversations(world: World, account: Account, count: number): void {
  const now = world.nowMicros();
  const planned = account.dialect === "v3" ? planChannels(world, account, now) : [];
  for (let index = 0; index < count; index += 1) {
    // Denser towards now, as in a shop that is open: the newest a minute old, the oldest six days.
    const endedAgo = MINUTE + Math.floor((index / count) ** 2 * 6 * DAY);
    planned.push(...planChat(world, account, index, now - endedAgo));
  }
  // In the order of time over all chats, so that ids, list and updates agree with the clock.
  planned.sort((a, b) => a.atMicros - b.atMicros);
  for (const { say } of planned) say();
  world.finishLoading(account);
  for (const [index, chat] of [...account.chats.values()].entries()) {
    const answered = chat.messages.findLast((message) => message.userType === "Seller");
    if (answered !== undefined) world.markRead(account, chat, answered.id);
    if (index % CLOSED_CHAT_EVERY === CLOSED_CHAT_EVERY - 1) world.setStatus(account, chat, "closed");
  }
}

function planChat(world: World, account: Account, index: number, endMicros: number): Planned[] {
  const { random } = world;
  const { dialogues } = shopOf(account.name);
  const parts = index % LONG_CHAT_EVERY === 4 ? between(random, 5, 8) : 1;
  const last = dialogues[index % dialogues.length] ?? pick(random, dialogues);
  const earlier = Array.from({ length: parts - 1 }, () => pick(random, dialogues).lines);
  const stopsAfter = between(random, 1, last.lines.length);
  const lines = [...earlier.flat(), ...last.lines.slice(0, stopsAfter)];
  const offsets: number[] = [];
  let back = 0;
  for (const _ of lines) {
    offsets.unshift(back);
    back += between(random, 1, parts > 1 ? 240 : 45) * MINUTE + between(random, 0, 59) * 1_000_000;
  }
  const chat = openScriptedChat(world, account, last, endMicros - back);
  chat.script = { topic: last.topic, next: stopsAfter };
  return lines.map((line, at) => {
    const atMicros = endMicros - (offsets[at] ?? 0);
    return { atMicros, say: () => sayLine(world, account, chat, line, atMicros) };
  });
}

function planChannels(world: World, account: Account, now: number): Planned[] {
  return OZON_CHANNELS.flatMap((channel, index) => {
    const chat = world.addChat(account, { type: channel.type, createdMicros: now - 20 * DAY });
    return channel.texts.map((text, line) => {
      const atMicros = now - (index * 7 + 1) * 60 * MINUTE + line * MINUTE;
      const { userType } = channel;
      const say = () => {
        world.addMessage(account, chat, { userType, parts: [text], via: "ozon", atMicros, quiet: true });
      };
      return { atMicros, say };
    });
  });
}

const STATUSES: [string, number][] = [
  ["awaiting_packaging", 0.2],
  ["awaiting_deliver", 0.35],
  ["delivering", 0.62],
  ["driver_pickup", 0.67],
  ["cancelled", 0.72],
  ["delivered", 1],
];

/** Who shows a picture of it has it; who asks where it is has it not. */
function statusFor(dialogue: Dialogue, dice: number): string {
  if (dialogue.lines.some((line) => line.file !== null && line.from === "buyer")) return "delivered";
  if (/посылк|трек|доставк|адрес/.test(dialogue.topic)) return "delivering";
  if (dialogue.topic.includes("отмена")) return "awaiting_packaging";
  return STATUSES.find(([, share]) => dice < share)?.[0] ?? "delivering";
}

function makeOrder(world: World, account: Account, dialogue: Dialogue, nowMs: number): Order {
  const { random } = world;
  const { products } = shopOf(account.name);
  const product = products.find(({ offerId }) => offerId === dialogue.offerId) ?? pick(random, products);
  const orderNumber = `${between(random, 10_000_000, 99_999_999)}-${String(between(random, 1, 320)).padStart(4, "0")}`;
  const status = statusFor(dialogue, random());
  const scheme: Scheme = pick(random, ["fbo", "fbs", "fbs", "fbs", "fbs", "rfbs"]);
  const extra = random() < 0.3 ? pick(random, products) : product;
  const dayMs = DAY / 1000;
  const paidMs = nowMs - Math.floor((status === "delivered" ? 5 + random() * 3 : random() * 2) * dayMs);
  return {
    orderNumber,
    postingNumber: `${orderNumber}-1`,
    scheme,
    status,
    sku: product.sku,
    productName: product.name,
    offerId: product.offerId,
    price: product.price,
    quantity: random() < 0.85 ? 1 : 2,
    more: extra === product ? undefined : [{ ...extra, quantity: 1 }],
    customerName: pick(random, BUYER_NAMES),
    city: pick(random, CITIES),
    paidMs,
    deliveredMs: status === "delivered" ? paidMs + 4 * dayMs : null,
  };
}

function fillIn(text: string, chat: Chat): string {
  const { order } = chat;
  return text
    .replaceAll("{product}", order === null ? "товар" : `«${order.productName}»`)
    .replaceAll("{order}", order?.orderNumber ?? "")
    .replaceAll("{city}", order?.city ?? "Москва")
    .replaceAll("{name}", chat.buyerName);
}
