import { z } from "zod";
import { readFile } from "./chat-files";
import {
  accountBody,
  accountChange,
  bulkBody,
  chatChange,
  faultBody,
  type SandboxChat,
  type SandboxMessage,
  sayBody,
  trafficBody,
} from "./control-protocol";
import { textOf } from "./dialect-v1";
import type { Faults } from "./faults";
import { parseInstant, toMicrosText } from "./instants";
import type { LimitKeeper } from "./limits";
import { upperBound } from "./message-order";
import type { Account, Chat, Message } from "./model";
import type { RequestLog } from "./request-log";
import { fillInBulk, type Speaker } from "./say";
import { openAccount } from "./seed-conversations";
import type { Traffic } from "./traffic";
import type { Webhooks } from "./webhooks";
import { parseJson } from "./wire-json";
import type { World } from "./world";
import { writableUntil } from "./writing-rules";

export interface ControlParts {
  world: World;
  faults: Faults;
  limits: LimitKeeper;
  speaker: Speaker;
  webhooks: Webhooks;
  requests: RequestLog;
  traffic: Traffic;
}

export interface ControlAnswer {
  status: number;
  body: unknown;
}

interface ControlCall {
  parts: ControlParts;
  ids: string[];
  query: URLSearchParams;
  json: unknown;
}

type Handler = (call: ControlCall) => unknown;

class Unknown extends Error {}

/** Carries out one call of the control API: 200 with the result, 400 with what is wrong, 404. */
export async function control(
  parts: ControlParts,
  request: { method: string; path: string; query: URLSearchParams; body: Buffer },
): Promise<ControlAnswer> {
  for (const [route, handler] of ROUTES) {
    const ids = matchRoute(route, request.method, request.path);
    if (ids === null) continue;
    try {
      const json = request.body.length === 0 ? {} : parseJson(request.body.toString("utf8"));
      return { status: 200, body: (await handler({ parts, ids, query: request.query, json })) ?? {} };
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      return { status: error instanceof Unknown ? 404 : 400, body: { error: message } };
    }
  }
  return { status: 404, body: { error: `no ${request.method} ${request.path}` } };
}

// A route is "METHOD /path/:id"; ids come out in order.
function matchRoute(route: string, method: string, path: string): string[] | null {
  const [routeMethod, routePath = ""] = route.split(" ");
  const wanted = routePath.split("/");
  const given = path.split("/");
  if (routeMethod !== method || wanted.length !== given.length) return null;
  const ids: string[] = [];
  for (const [index, piece] of wanted.entries()) {
    if (piece.startsWith(":")) ids.push(decodeURIComponent(given[index] ?? ""));
    else if (piece !== given[index]) return null;
  }
  return ids;
}

function accountOf({ parts }: ControlCall, clientId: string | undefined): Account {
  const account = parts.world.accounts.get(clientId ?? "");
  if (account === undefined) throw new Unknown(`no account ${clientId}`);
  return account;
}

const ROUTES: [string, Handler][] = [
  [
    "GET /_sandbox/health",
    () => ({ status: "ok", pid: process.pid, memory_bytes: process.memoryUsage().rss }),
  ],
  ["GET /_sandbox/accounts", ({ parts }) => ({ items: [...parts.world.accounts.values()].map(tellAccount) })],
  [
    "POST /_sandbox/accounts",
    ({ parts, json }) => tellAccount(openAccount(parts.world, accountBody.parse(json))),
  ],
  ["GET /_sandbox/accounts/:id", (call) => tellAccount(accountOf(call, call.ids[0]))],
  ["PATCH /_sandbox/accounts/:id", changeAccount],
  ["POST /_sandbox/accounts/:id/reset", resetAccount],
  ["GET /_sandbox/accounts/:id/messages", listMessages],
  ["GET /_sandbox/accounts/:id/chats", listChats],
  ["GET /_sandbox/accounts/:id/webhooks", tellWebhooks],
  ["PUT /_sandbox/accounts/:id/webhooks", setWebhooks],
  ["POST /_sandbox/accounts/:id/webhooks/ring", ringWebhooks],
  ["PATCH /_sandbox/chats/:id", changeChat],
  [
    "POST /_sandbox/say",
    (call) => {
      const input = sayBody.parse(call.json);
      return call.parts.speaker.say(accountOf(call, input.client_id), input);
    },
  ],
  [
    "POST /_sandbox/bulk",
    (call) => {
      const input = bulkBody.parse(call.json);
      return fillInBulk(call.parts.world, accountOf(call, input.client_id), input);
    },
  ],
  ["GET /_sandbox/faults", ({ parts }) => ({ items: parts.faults.list() })],
  ["POST /_sandbox/faults", ({ parts, json }) => ({ id: parts.faults.set(faultBody.parse(json)) })],
  [
    "POST /_sandbox/faults/clear",
    ({ parts, json }) => {
      parts.faults.clear(
        z.strictObject({ id: z.number().optional(), client_id: z.string().optional() }).parse(json),
      );
    },
  ],
  ["GET /_sandbox/breaches", ({ parts }) => ({ items: parts.limits.listBreaches() })],
  [
    "GET /_sandbox/requests",
    ({ parts, query }) => ({
      items: parts.requests.list({ clientId: query.get("client_id"), path: query.get("path") }),
      counts: parts.requests.listCounts(),
    }),
  ],
  [
    "POST /_sandbox/counters/reset",
    ({ parts }) => {
      parts.limits.reset();
      parts.requests.reset();
      parts.webhooks.stats.reset();
    },
  ],
  [
    "POST /_sandbox/traffic",
    ({ parts, json }) => {
      parts.traffic.set(trafficBody.parse(json));
    },
  ],
  ["GET /_sandbox/accounts/:id/files", (call) => readSentFile(call)],
];

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

function tellWebhooks(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const subscriptions = account.subscriptions.map(({ id, url, events, enabled }) => ({
    id,
    url,
    events,
    enabled,
  }));
  return { subscriptions, stats: call.parts.webhooks.stats.report(account.clientId) };
}

const webhooksBody = z.strictObject({
  url: z.string().nullable(),
  events: z.array(z.string()).optional(),
  secret: z.string().optional(),
});

/** Registers an address as the seller would in the cabinet, without a ping; `url: null` removes all. */
function setWebhooks(call: ControlCall): unknown {
  const account = accountOf(call, call.ids[0]);
  const { url, events, secret } = webhooksBody.parse(call.json);
  account.webhookSecret = secret ?? account.webhookSecret;
  const all =
    account.dialect === "v1"
      ? ["chat_new_message", "chat_status_changed", "chat_created"]
      : ["TYPE_NEW_MESSAGE", "TYPE_UPDATE_MESSAGE", "TYPE_MESSAGE_READ", "TYPE_CHAT_CLOSED"];
  const id = account.nextSubscriptionId;
  account.nextSubscriptionId += 1;
  const added = { id, url: url ?? "", events: events ?? all, enabled: true, createdMs: Date.now() };
  account.subscriptions = url === null ? [] : [added];
  call.parts.world.revision += 1;
  return tellWebhooks(call);
}

/** Rings every enabled webhook of the account with the given body, as it is. */
async function ringWebhooks(call: ControlCall): Promise<unknown> {
  const account = accountOf(call, call.ids[0]);
  const { body } = z.strictObject({ body: z.record(z.string(), z.json()) }).parse(call.json);
  const answers = await call.parts.webhooks.ring(account, body);
  return { answers: answers.map(({ status, body: text, error }) => ({ status, body: text, error })) };
}

function readSentFile(call: ControlCall): unknown {
  const file = accountOf(call, call.ids[0]).files.get(call.query.get("path") ?? "");
  if (file === undefined) throw new Unknown("no such file");
  const { bytes, contentType } = readFile(file);
  return { name: file.name, content_type: contentType, base64: bytes.toString("base64") };
}
