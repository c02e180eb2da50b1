import type { z } from "zod";
import { makeFile } from "./chat-files";
import type { BulkResult, bulkBody, SayResult, sayBody } from "./control-protocol";
import type { Faults } from "./faults";
import { parseInstant, toMicrosText } from "./instants";
import type { Account, Chat, ChatFile, UserType } from "./model";
import { toOrder } from "./orders";
import type { NewMessage, World } from "./world";

const DAY_MICROS = 86_400_000_000;

/** Lets buyers (and Ozon's own channels) write, at once or late, with the faults that are switched on. */
export class Speaker {
  private timers = new Set<NodeJS.Timeout>();
  private frozenMicros = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly faults: Faults,
  ) {}

  /** Forgets late messages that have not appeared yet. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** Writes the messages of one call into one chat. Throws a plain Error for an unreadable created_at. */
  say(account: Account, input: z.output<typeof sayBody>): SayResult {
    const chat = this.ensureChat(account, input);
    const first = input.created_at === undefined ? null : parseInstant(input.created_at);
    if (input.created_at !== undefined && first === null) throw new Error("created_at must be ISO 8601");
    const result: SayResult = { chat_id: chat.id, message_ids: [], created_at: [] };
    const pieces = piecesOf(input);
    const step = (input.step_ms ?? 1) * 1000;
    const start = first ?? (input.step_ms === undefined ? null : this.world.nowMicros());
    for (const [index, parts] of pieces.entries()) {
      const file = index === pieces.length - 1 ? fileOf(input) : null;
      const atMicros = start === null ? undefined : start + Math.round(index * step);
      this.write(account, chat, { parts, file, atMicros, input }, result);
    }
    return result;
  }

  private write(
    account: Account,
    chat: Chat,
    piece: {
      parts: string[];
      file: z.output<typeof sayBody>["file"] | null;
      atMicros: number | undefined;
      input: z.output<typeof sayBody>;
    },
    result: SayResult,
  ): void {
    const { input } = piece;
    const late = this.faults.take("late", account.clientId);
    const waitMs = (input.visible_after_ms ?? 0) + (late === null ? 0 : (late.ms ?? 1000));
    const older = (late?.older_ms ?? 0) * 1000;
    const atMicros = (piece.atMicros ?? this.instantOf(account)) - older;
    const userType = input.user_type ?? authorOf(chat);
    const message: NewMessage = {
      userType,
      parts: piece.parts,
      atMicros,
      via: viaOf(userType),
      quiet: input.quiet,
    };
    result.created_at.push(toMicrosText(atMicros));
    const idOrder = input.id_order ?? late?.id_order ?? "visible";
    const show = (id = this.world.nextId(account)) => {
      const file = piece.file ? makeSaidFile(account, id.toString(36), piece.file) : null;
      this.world.addMessage(account, chat, { ...message, file }, id);
      return id;
    };
    if (waitMs === 0) {
      result.message_ids.push(show().toString());
      return;
    }
    const ringsEarly = input.early_webhook === true;
    const id = idOrder === "created" || ringsEarly ? this.world.nextId(account) : undefined;
    if (id !== undefined && ringsEarly) {
      this.world.announceEarly(account, chat, message, id);
      message.quiet = true;
    }
    if (id !== undefined) result.message_ids.push(id.toString());
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      show(id);
    }, waitMs);
    this.timers.add(timer);
  }

  // While same_timestamp is on, every message carries the instant of the first one.
  private instantOf(account: Account): number {
    const now = this.world.nowMicros();
    if (this.faults.take("same_timestamp", account.clientId) === null) {
      this.frozenMicros.delete(account.clientId);
      return now;
    }
    const frozen = this.frozenMicros.get(account.clientId) ?? now;
    this.frozenMicros.set(account.clientId, frozen);
    return frozen;
  }

  private ensureChat(account: Account, input: z.output<typeof sayBody>): Chat {
    const known = input.chat_id === undefined ? undefined : account.chats.get(input.chat_id);
    const order = input.order === undefined ? null : toOrder(input.order);
    if (known !== undefined) {
      if (order !== null) this.world.putOrder(account, order, known);
      return known;
    }
    const buyerName = input.buyer_name ?? order?.customerName ?? "";
    const createdMicros = input.created_at === undefined ? null : parseInstant(input.created_at);
    const created = createdMicros ?? this.world.nowMicros();
    return this.world.addChat(account, {
      id: input.chat_id,
      type: input.chat_type,
      buyerName,
      order,
      createdMicros: created,
    });
  }
}

/** Fills an account with many messages over many chats, oldest first, in one go. */
export function fillInBulk(world: World, account: Account, input: z.output<typeof bulkBody>): BulkResult {
  const now = world.nowMicros();
  const from =
    (input.created_from === undefined ? null : parseInstant(input.created_from)) ?? now - DAY_MICROS;
  const chats = Array.from({ length: Math.min(input.chats, input.messages) }, () =>
    world.addChat(account, { createdMicros: from }),
  );
  const step = input.same_timestamp === true ? 0 : (now - from) / input.messages;
  const prefix = input.prefix ?? "Сообщение";
  const quiet = input.announce !== true;
  let firstId: bigint | null = null;
  let lastId = 0n;
  for (let index = 0; index < input.messages; index += 1) {
    const chat = chats[index % chats.length];
    if (chat === undefined) break;
    const isSeller = index >= chats.length && world.random() < (input.seller_share ?? 0);
    const message = world.addMessage(account, chat, {
      userType: isSeller ? "Seller" : "Customer",
      parts: [`${prefix} №${index + 1}`],
      via: isSeller ? "cabinet" : "buyer",
      atMicros: Math.floor(from + index * step),
      quiet,
    });
    firstId ??= message.id;
    lastId = message.id;
  }
  if (quiet && account.dialect === "v1") world.finishLoading(account);
  return {
    chat_ids: chats.map((chat) => chat.id),
    messages: input.messages,
    first_id: String(firstId ?? 0n),
    last_id: lastId.toString(),
  };
}

type SaidFile = NonNullable<z.output<typeof sayBody>["file"]>;

function fileOf(input: z.output<typeof sayBody>): SaidFile | null {
  return input.file ?? (input.image === true ? { name: "photo.png" } : null);
}

function makeSaidFile(account: Account, token: string, said: SaidFile): ChatFile {
  const bytes = said.base64 === undefined ? null : Buffer.from(said.base64, "base64");
  const file = makeFile(account, token, said.name, bytes);
  file.elsewhere = said.url;
  return file;
}

function piecesOf(input: z.output<typeof sayBody>): string[][] {
  if (input.parts !== undefined) return [input.parts];
  if (input.texts !== undefined) return input.texts.map((text) => [text]);
  if (input.count !== undefined) return Array.from({ length: input.count }, (_, index) => [`№${index + 1}`]);
  return [[fileOf(input) !== null ? "" : "Здравствуйте!"]];
}

function authorOf(chat: Chat): UserType {
  if (chat.type === "Seller_Support") return "Support";
  return chat.type === "Buyer_Seller" || chat.type === "Buyer_Seller_Select"
    ? "Customer"
    : "NotificationUser";
}

function viaOf(userType: UserType): NewMessage["via"] {
  if (userType === "Seller") return "cabinet";
  return userType === "Customer" ? "buyer" : "ozon";
}
