import { z } from "zod";
import { readFile } from "./chat-files";
import { accountOf, type ControlCall, type Routes, Unknown } from "./control-call";
import {
  accountBody,
  accountChange,
  bulkBody,
  chatChange,
  type SandboxChat,
  type SandboxMessage,
  sayBody,
} from "./control-protocol";
import { textOf } from "./dialect-v1";
import { parseInstant, toMicrosText } from "./instants";
import { upperBound } from "./message-order";
import type { Account, Chat, Message } from "./model";
import { fillInBulk } from "./say";
import { openAccount } from "./seed-conversations";
import { writableUntil } from "./writing-rules";

/** Accounts, chats, messages: making them, changing them, reading what arrived. */
export const accountRoutes: Routes = [
  ["GET /_sandbox/accounts", ({ parts }) => ({ items: [...parts.world.accounts.values()].map(tellAccount) })],
  ["POST /_sandbox/accounts", addAccounts],
  ["GET /_sandbox/accounts/:id", (call) => tellAccount(accountOf(call, call.ids[0]))],
  ["PATCH /_sandbox/accounts/:id", changeAccount],
  ["POST /_sandbox/accounts/:id/reset", resetAccount],
  ["GET /_sandbox/accounts/:id/messages", listMessages],
  ["GET /_sandbox/accounts/:id/chats", listChats],
  ["GET /_sandbox/accounts/:id/files", readSentFile],
  ["PATCH /_sandbox/chats/:id", changeChat],
  ["PATCH /_sandbox/chats/:id/messages/:message", editMessage],
  ["POST /_sandbox/say", say],
  ["POST /_sandbox/bulk", bulk],
];

function addAccounts({ parts, json }: ControlCall): unknown {
  const seeds = z.union([accountBody, z.array(accountBody).max(20_000)]).parse(json);
  if (!Array.isArray(seeds)) return tellAccount(openAccount(parts.world, seeds));
  return { items: seeds.map((seed) => tellAccount(openAccount(parts.world, seed))) };
}

function say(call: ControlCall): unknown {
  const input = sayBody.parse(call.json);
  return call.parts.speaker.say(accountOf(call, input.client_id), input);
}

function bulk(call: ControlCall): unknown {
  const input = bulkBody.parse(call.json);
  return fillInBulk(call.parts.world, accountOf(call, input.client_id), input);
}

function tellAccount(account: Account): unknown {
  return {
    client_id: account.clientId,
    api_key: account.apiKey,
    dialect: account.dialect,
    name: account.name,
    premium_plus: account.premiumPlus,
    key_expires_at: account.keyExpiresAt,
    webhook_secret: account.webhookSecret,
    quirks: account.quirks,
    chats: account.chats.size,
    outbound: account.outbound.length,
  };
}

function changeAccount(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const change = accountChange.parse(call.json);
  account.apiKey = change.api_key ?? account.apiKey;
  account.dialect = change.dialect ?? account.dialect;
  account.name = change.name ?? account.name;
  account.premiumPlus = change.premium_plus ?? account.premiumPlus;
  account.webhookSecret = change.webhook_secret ?? account.webhookSecret;
  account.lively = change.lively ?? account.lively;
  if (change.key_expires_at !== undefined) account.keyExpiresAt = change.key_expires_at;
  if (change.roles !== undefined) account.roles = change.roles;
  account.quirks = { ...account.quirks, ...change.quirks };
  call.parts.world.revision += 1;
  return tellAccount(account);
}

function resetAccount(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const { clientId: client_id, apiKey: api_key, dialect, name, quirks, lively } = account;
  const seed = { client_id, api_key, dialect, name, quirks, lively, big_ids: account.bigIds };
  call.parts.faults.clear({ client_id });
  return tellAccount(call.parts.world.addAccount({ ...seed, webhook_secret: account.webhookSecret }));
}

/** Query: direction=inbound|outbound (outbound: what came through the API), chat_id, after_id, limit. */
function listMessages(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const { query } = call;
  const chatId = query.get("chat_id");
  const afterId = BigInt(query.get("after_id") ?? "0");
  const limit = Number(query.get("limit") ?? 200_000);
  const isWanted = (message: Message) =>
    (chatId === null || message.chat.id === chatId) && message.id > afterId;
  if (query.get("direction") === "outbound") {
    return { items: account.outbound.filter(isWanted).slice(0, limit).map(tellMessage) };
  }
  const found: Message[] = [];
  for (const chat of account.chats.values()) {
    if (chatId !== null && chat.id !== chatId) continue;
    for (const message of chat.messages.slice(upperBound(chat.messages, afterId))) {
      if (query.get("direction") !== "inbound" || message.userType !== "Seller") found.push(message);
    }
  }
  found.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { items: found.slice(0, limit).map(tellMessage) };
}

function tellMessage(message: Message): SandboxMessage {
  const { file } = message;
  return {
    id: message.id.toString(),
    chat_id: message.chat.id,
    direction: message.userType === "Seller" ? "outbound" : "inbound",
    user_type: message.userType,
    via: message.via,
    text: textOf(message),
    created_at: toMicrosText(message.atMicros),
    file:
      file === null
        ? null
        : { name: file.name, size_bytes: file.sizeBytes, content_type: file.contentType, path: file.path },
  };
}

function listChats(call: ControlCall): { items: SandboxChat[] } {
  const account = accountOf(call, call.ids[0]);
  return { items: [...account.chats.values()].map((chat) => tellChat(account, chat)) };
}

function tellChat(account: Account, chat: Chat): SandboxChat {
  const until = writableUntil(account, chat);
  return {
    chat_id: chat.id,
    type: chat.type,
    status: chat.status,
    disabled: chat.disabled,
    messages: chat.messages.length,
    unread_count: chat.unreadCount,
    last_message_id: String(chat.messages.at(-1)?.id ?? 0n),
    buyer_name: chat.buyerName,
    order_number: chat.order?.orderNumber ?? null,
    posting_number: chat.order?.postingNumber ?? null,
    writable_until: until === null ? null : new Date(until).toISOString(),
  };
}

function changeChat(call: ControlCall): unknown {
  const change = chatChange.parse(call.json);
  const account = accountOf(call, change.client_id);
  const chat = account.chats.get(call.ids[0] ?? "");
  if (chat === undefined) throw new Unknown(`no chat ${call.ids[0]}`);
  chat.disabled = change.disabled ?? chat.disabled;
  if (change.last_buyer_at !== undefined) {
    const at = parseInstant(change.last_buyer_at);
    if (at === null) throw new Error("last_buyer_at must be ISO 8601");
    chat.lastBuyerMs = Math.floor(at / 1000);
  }
  if (change.status !== undefined) call.parts.world.setStatus(account, chat, change.status);
  return tellChat(account, chat);
}

const editBody = z.strictObject({ client_id: z.string(), parts: z.array(z.string()).min(1) });

function editMessage(call: ControlCall): unknown {
  const { client_id, parts } = editBody.parse(call.json);
  const account = accountOf(call, client_id);
  const [chatId = "", messageId = ""] = call.ids;
  const message = account.chats.get(chatId)?.messages.find(({ id }) => id.toString() === messageId);
  if (message === undefined) throw new Unknown(`no message ${messageId} in chat ${chatId}`);
  call.parts.world.editMessage(account, message, parts);
  return tellMessage(message);
}

function readSentFile(call: ControlCall): unknown {
  const file = accountOf(call, call.ids[0]).files.get(call.query.get("path") ?? "");
  if (file === undefined) throw new Unknown("no such file");
  const { bytes, contentType } = readFile(file);
  return { name: file.name, content_type: contentType, base64: bytes.toString("base64") };
}
