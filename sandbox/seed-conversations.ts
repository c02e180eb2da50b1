import { makeFile } from "./chat-files";
import { OZON_CHANNELS } from "./conversations/channels";
import { type Dialogue, type Line, seller } from "./conversations/dialogue";
import { BUYER_NAMES, CITIES, FAREWELLS } from "./conversations/people";
import { shopOf } from "./conversations/shops";
import type { Account, AccountSeed, Chat, Order, Scheme } from "./model";
import { between, pick } from "./random";
import type { World } from "./world";

const SECOND = 1_000_000; // microseconds
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const LONG_CHAT_EVERY = 9; // some buyers come back with one thing after another
const CLOSED_CHAT_EVERY = 11;
// A shop on a working day: a handful wait, most of them not for long, the last one for too long.
const WAITING_MINUTES = [1, 4, 9, 16, 27, 41, 52, 73];

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
  const chat = world.addChat(account, {
    type,
    buyerId: findRegular(account, order.customerName),
    buyerName: order.customerName,
    order,
    createdMicros,
  });
  chat.script = { topic: dialogue.topic, next: 0 };
  return chat;
}

/** Some of those who share a name are one buyer, who came back; the others only have the same name. */
function findRegular(account: Account, name: string): string | undefined {
  const namesakes = [...account.chats.values()].filter((chat) => chat.buyerName === name);
  return namesakes.find((chat) => chat.ordinal % 2 === 0)?.buyerId;
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
    planned.push(...planChat(world, account, index, now - endedAgo(world, index, count)));
  }
  // In the order of time over all chats, so that ids, list and updates agree with the clock.
  planned.sort((a, b) => a.atMicros - b.atMicros);
  for (const { say } of planned) say();
  world.finishLoading(account);
  for (const [index, chat] of [...account.chats.values()].entries()) {
    const answered = chat.messages.findLast((message) => message.userType === "Seller");
    if (answered === undefined) continue;
    world.markRead(account, chat, answered.id);
    const isOver = chat.messages.at(-1) === answered && index % CLOSED_CHAT_EVERY === CLOSED_CHAT_EVERY - 1;
    if (isOver) world.setStatus(account, chat, "closed");
  }
}

/** How long ago the last word of a chat was said: those who wait have waited minutes, the others up to six days. */
function endedAgo(world: World, index: number, count: number): number {
  const waiting = WAITING_MINUTES[index];
  if (waiting !== undefined) return waiting * MINUTE + between(world.random, 0, 110) * SECOND;
  const answered = index - WAITING_MINUTES.length;
  // Denser towards now, as in a shop that is open.
  return 6 * MINUTE + Math.floor((answered / Math.max(1, count - WAITING_MINUTES.length)) ** 2 * 6 * DAY);
}

function planChat(world: World, account: Account, index: number, endMicros: number): Planned[] {
  const { random } = world;
  const { dialogues } = shopOf(account.name);
  const parts = index % LONG_CHAT_EVERY === 4 ? between(random, 5, 8) : 1;
  const last = dialogues[index % dialogues.length] ?? pick(random, dialogues);
  const earlier = Array.from({ length: parts - 1 }, () => pick(random, dialogues).lines);
  const isWaiting = index < WAITING_MINUTES.length;
  const { said, next } = isWaiting ? upToQuestion(world, last) : upToAnswer(world, last);
  const lines = [...earlier.flat(), ...said];
  const offsets: number[] = [];
  let back = 0;
  for (const [at, line] of [...lines.entries()].reverse()) {
    offsets.unshift(back);
    back += pauseBefore(world, line, lines[at - 1]);
  }
  const chat = openScriptedChat(world, account, last, endMicros - back);
  chat.script = { topic: last.topic, next };
  return lines.map((line, at) => {
    const atMicros = endMicros - (offsets[at] ?? 0);
    return { atMicros, say: () => sayLine(world, account, chat, line, atMicros) };
  });
}

/** A dialogue up to words of the buyer that want an answer; the last line of a script is a mere thank-you. */
function upToQuestion({ random }: World, { lines }: Dialogue): { said: Line[]; next: number } {
  const ends = lines.flatMap((line, at) => (line.from === "buyer" && at < lines.length - 1 ? [at + 1] : []));
  const next = ends.length === 0 ? 1 : pick(random, ends);
  return { said: lines.slice(0, next), next };
}

/** A dialogue up to an answer of the shop, every other one told to its end and with a good-bye. */
function upToAnswer({ random }: World, { lines }: Dialogue): { said: Line[]; next: number } {
  const ends = lines.flatMap((line, at) => (line.from === "seller" ? [at + 1] : []));
  if (ends.length === 0 || random() < 0.5)
    return { said: [...lines, seller(pick(random, FAREWELLS))], next: lines.length + 1 };
  const next = pick(random, ends);
  return { said: lines.slice(0, next), next };
}

/** A buyer writes line after line, the shop answers within half an hour, a new matter comes hours later. */
function pauseBefore({ random }: World, line: Line, before: Line | undefined): number {
  const seconds = between(random, 10, 50) * SECOND;
  if (line.from === "seller") return between(random, 1, 24) * MINUTE + seconds;
  if (before === undefined || before.from === "buyer") return seconds;
  return between(random, 1, 90) * MINUTE + seconds;
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
