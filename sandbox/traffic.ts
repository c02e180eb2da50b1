import { makeFile } from "./chat-files";
import { OZON_CHANNELS } from "./conversations/channels";
import { type Line, seller } from "./conversations/dialogue";
import { LOOKING_INTO_IT, NODS, NUDGES } from "./conversations/people";
import { shopOf } from "./conversations/shops";
import { hasMarket } from "./market/orders/goods";
import { moveSomeStock } from "./market/stock-traffic";
import { type Account, type Chat, isBuyerChat } from "./model";
import { liveWithOrders } from "./order-traffic";
import { pick } from "./random";
import { dialogueOf, openScriptedChat, sayLine } from "./seed-conversations";
import type { World } from "./world";

/** How often somebody writes over all lively accounts, and how fast a buyer reacts to an answer (ms). */
export interface TrafficPace {
  min_ms: number;
  max_ms: number;
  reaction_min_ms: number;
  reaction_max_ms: number;
}

export const DEMO_PACE: TrafficPace = {
  min_ms: 8_000,
  max_ms: 30_000,
  reaction_min_ms: 4_000,
  reaction_max_ms: 15_000,
};

// A demo that runs for days must not grow for ever: beyond this, no new buyers, only known ones.
const MAX_CHATS = 400;
const MAX_NUDGES = 3;
// How often a parcel goes a step on beside what is written; oftener where orders come in as well.
const ORDER_SHARE = 0.35;
const MARKET_SHARE = 0.9;
// How often goods come in or are sold elsewhere.
const STOCK_SHARE = 0.25;
// Nor may it drown whoever left it alone for an hour: beyond this a colleague answers in the cabinet.
const MAX_WAITING = 14;

/** Lets buyers of the lively accounts write by themselves and react to what an operator answers. */
export class Traffic {
  private timer: NodeJS.Timeout | null = null;
  private reactions = new Set<NodeJS.Timeout>();
  private pace: TrafficPace = DEMO_PACE;

  constructor(private readonly world: World) {
    world.listeners.add((event) => {
      if (event.kind === "message" && event.message.via === "api")
        this.planReaction(event.account, event.chat);
    });
  }

  /** Starts or stops; a pace that is not named stays as it was. */
  set(input: { mode: "lively" | "off" } & Partial<TrafficPace>): void {
    const { mode, ...pace } = input;
    this.stop();
    this.pace = { ...this.pace, ...pace };
    if (mode === "lively") this.schedule();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    for (const reaction of this.reactions) clearTimeout(reaction);
    this.reactions.clear();
  }

  private schedule(): void {
    const { min_ms, max_ms } = this.pace;
    this.timer = setTimeout(
      () => {
        this.writeSomewhere();
        this.schedule();
      },
      min_ms + this.world.random() * Math.max(0, max_ms - min_ms),
    );
  }

  private writeSomewhere(): void {
    const { world } = this;
    const lively = [...world.accounts.values()].filter((account) => account.lively);
    if (lively.length === 0) return;
    const withOrders = lively.filter((account) => account.dialect === "v3" || hasMarket(account));
    if (world.random() < (lively.some(hasMarket) ? MARKET_SHARE : ORDER_SHARE))
      liveWithOrders(world, withOrders);
    if (world.random() < STOCK_SHARE) moveSomeStock(world, lively);
    const account = pick(world.random, lively);
    const waiting = [...account.chats.values()].filter(
      (chat) => isBuyerChat(chat) && chat.status === "opened" && waitingLines(chat) > 0,
    );
    if (waiting.length > MAX_WAITING) this.answerInCabinet(account, pick(world.random, waiting));
    const dice = world.random();
    if (dice < 0.06 && account.dialect === "v3") {
      this.writeInChannel(account);
      return;
    }
    if (dice < 0.45 && account.chats.size < MAX_CHATS) {
      this.writeAsNewBuyer(account);
      return;
    }
    this.writeAsKnownBuyer(account);
  }

  private writeAsNewBuyer(account: Account): void {
    const { world } = this;
    const dialogue = pick(world.random, shopOf(account.name).dialogues);
    const chat = openScriptedChat(world, account, dialogue, world.nowMicros());
    this.sayNext(account, chat);
  }

  private writeAsKnownBuyer(account: Account): void {
    const { world } = this;
    const open = [...account.chats.values()].filter(
      (chat) => isBuyerChat(chat) && chat.status === "opened" && waitingLines(chat) < MAX_NUDGES,
    );
    if (open.length === 0) return;
    const chat = pick(world.random, open);
    const isWaiting = chat.messages.at(-1)?.userType === "Customer";
    if (isWaiting && world.random() < 0.15) {
      this.sendPhoto(account, chat);
      return;
    }
    if (isWaiting) {
      this.say(account, chat, pick(world.random, NUDGES));
      return;
    }
    this.sayNext(account, chat);
  }

  private answerInCabinet(account: Account, chat: Chat): void {
    const asked = chat.messages.at(-1);
    if (asked !== undefined) this.world.markRead(account, chat, asked.id);
    const line = dialogueOf(account, chat)?.lines[chat.script?.next ?? 0];
    if (line?.from !== "seller" || chat.script === null) {
      sayLine(this.world, account, chat, seller(pick(this.world.random, LOOKING_INTO_IT)));
      return;
    }
    chat.script = { topic: chat.script.topic, next: chat.script.next + 1 };
    sayLine(this.world, account, chat, line);
  }

  private writeInChannel(account: Account): void {
    const channel = pick(this.world.random, OZON_CHANNELS);
    for (const chat of account.chats.values()) {
      if (chat.type !== channel.type) continue;
      const parts = [pick(this.world.random, channel.texts)];
      this.world.addMessage(account, chat, { userType: channel.userType, parts, via: "ozon" });
      return;
    }
  }

  // Only while traffic is on: a test that sends wants silence.
  private planReaction(account: Account, chat: Chat): void {
    if (this.timer === null || !account.lively || !isBuyerChat(chat)) return;
    const { reaction_min_ms, reaction_max_ms } = this.pace;
    const waitMs = reaction_min_ms + this.world.random() * Math.max(0, reaction_max_ms - reaction_min_ms);
    const reaction = setTimeout(() => {
      this.reactions.delete(reaction);
      if (chat.status === "opened") this.react(account, chat);
    }, waitMs);
    this.reactions.add(reaction);
  }

  private react(account: Account, chat: Chat): void {
    const answer = chat.messages.at(-1);
    if (answer?.userType !== "Seller") return; // the buyer has written meanwhile
    const words = answer.parts.join(" ").toLowerCase();
    const reply = REACTIONS.find(({ to }) => to.test(words));
    if (reply?.text === null) {
      this.sendPhoto(account, chat);
      return;
    }
    if (reply !== undefined) {
      this.say(account, chat, reply.text.replace("{order}", chat.order?.orderNumber ?? ""));
      return;
    }
    this.sayNext(account, chat);
  }

  /** The buyer's next line of the script; the shop's scripted lines are skipped, the operator says those. */
  private sayNext(account: Account, chat: Chat): void {
    const lines = dialogueOf(account, chat)?.lines ?? [];
    let at = chat.script?.next ?? 0;
    while (lines[at]?.from === "seller") at += 1;
    const line = lines[at];
    if (line !== undefined && chat.script !== null) {
      chat.script = { topic: chat.script.topic, next: at + 1 };
      sayLine(this.world, account, chat, line);
      return;
    }
    // At the end of the script a buyer nods once, and then is content.
    if (chat.script === null || chat.script.next > lines.length) return;
    chat.script = { topic: chat.script.topic, next: lines.length + 1 };
    this.say(account, chat, pick(this.world.random, NODS));
  }

  private say(account: Account, chat: Chat, text: string): void {
    const line: Line = { from: "buyer", text, file: null };
    sayLine(this.world, account, chat, line);
  }

  private sendPhoto(account: Account, chat: Chat): void {
    const file = makeFile(account, this.world.nowMicros().toString(36), "photo.png", null);
    this.world.addMessage(account, chat, { userType: "Customer", parts: [""], file, via: "buyer" });
  }
}

/** What a buyer says to a shop's question or good-bye; null: a picture. */
const REACTIONS: { to: RegExp; text: string | null }[] = [
  { to: /фото|снимок|скриншот/, text: null },
  { to: /номер заказа|какой заказ/, text: "Вот номер: {order}" },
  { to: /какой размер|ваш размер|длин[ау] стопы/, text: "Обычно беру 42, стопа 26,5 см" },
  { to: /хорошего дня|всего доброго|обращайтесь/, text: "Спасибо, и вам! 😊" },
];

function waitingLines(chat: Chat): number {
  let waiting = 0;
  while (chat.messages.at(-1 - waiting)?.userType === "Customer") waiting += 1;
  return waiting;
}
