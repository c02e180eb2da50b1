import http from "node:http";
import { createOzonAdapter } from "@/lib/marketplaces/ozon/adapter";
import type { AdapterContext } from "@/lib/marketplaces/ports";
import { createSandboxClient } from "@/sandbox/client";
import { startSandbox } from "@/sandbox/server";
import { describeFiles } from "./files";
import { describeMarketplace } from "./marketplace";
import type { CaughtCall, MarketplaceWorld, Trouble } from "./marketplace-world";

describeMarketplace("Ozon v1", () => openOzon("v1"));
describeMarketplace("Ozon v3", () => openOzon("v3"));
describeFiles("Ozon v1", () => openOzon("v1"));
describeFiles("Ozon v3", () => openOzon("v3"));

const CLIENT_ID = "77001";
const API_KEY = "0f9ce3f2-1f6a-4a43-9a3d-2b7c8d1e5f60";
const SECRET = "webhook-secret";
const FILE = "/v1/chat/send/file";
const paths = {
  v1: { list: "/v1/chat/list", history: "/v1/chat/history", send: "/v1/chat/send/message", file: FILE },
  v3: { list: "/v3/chat/list", history: "/v3/chat/history", send: "/v1/chat/send/message", file: FILE },
} as const;

const faults: Record<
  Trouble,
  Record<string, unknown> & {
    kind: Parameters<ReturnType<typeof createSandboxClient>["setFault"]>[0]["kind"];
  }
> = {
  "answer-lost-after-work": { kind: "drop_after" },
  "server-error": { kind: "status", status: 503 },
  "not-json": { kind: "malformed_json" },
  repeats: { kind: "repeat" },
  throttled: {
    kind: "status",
    status: 429,
    body: { code: 8, message: "You have reached request rate limit per second" },
  },
  "refused-once": { kind: "status", status: 403, body: { code: 7, message: "Access denied" } },
};

/** A seller of a sandbox of its own, without its limits: the suite asks for permits and counts them. */
async function openOzon(dialect: "v1" | "v3"): Promise<MarketplaceWorld> {
  const quirks = {
    has_next_text: true,
    letter_case: "both",
    cyrillic_customer: true,
    filters_ignored: true,
  } as const;
  const sandbox = await startSandbox({
    enforceLimits: false,
    accounts: [
      {
        client_id: CLIENT_ID,
        api_key: API_KEY,
        dialect,
        name: "Проверка",
        webhook_secret: SECRET,
        big_ids: true,
        quirks,
      },
    ],
  });
  const control = createSandboxClient(sandbox.url);
  let aheadMs = 0;
  let permits = 0;
  const strangers: http.Server[] = [];
  const silent = () => undefined;
  const context = (how: { isKeyWrong?: boolean; isDialectUnknown?: boolean } = {}): AdapterContext => ({
    credentials: {
      clientId: CLIENT_ID,
      apiKey: how.isKeyWrong ? "11111111-2222-3333-4444-555555555555" : API_KEY,
    },
    baseUrl: sandbox.url,
    dialect: how.isDialectUnknown ? null : dialect,
    takePermit: async () => {
      permits++;
      return async () => undefined;
    },
    reportThrottled: async () => undefined,
    now: () => new Date(Date.now() + aheadMs),
    log: { debug: silent, info: silent, warn: silent },
  });
  const messagesOf = async (chat: string) =>
    control.listMessages(CLIENT_ID, { chat_id: chat, limit: 100_000 });
  return {
    adapter: createOzonAdapter({ sleep: () => Promise.resolve(), random: () => 0 }),
    context,
    letPollBeDue: () => {
      aheadMs += 61_000;
    },
    buyerWrites: async ({ chat, texts, sameTime, isLate }) => {
      const late = isLate === true ? { created_at: new Date(Date.now() - 30_000).toISOString() } : {};
      const said = await control.say({
        client_id: CLIENT_ID,
        chat_id: chat,
        texts: [...texts],
        ...(sameTime === true ? { step_ms: 0 } : {}),
        ...late,
      });
      return { chat: said.chat_id, ids: said.message_ids };
    },
    buyerSends: async ({ name, text = "", url }) => {
      const said = await control.say({ client_id: CLIENT_ID, texts: [text], file: { name, url } });
      return { chat: said.chat_id };
    },
    strangersHost: async () => {
      let asked = 0;
      const server = http.createServer((_, response) => {
        asked += 1;
        response.end("stolen");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      strangers.push(server);
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      return { url: `http://127.0.0.1:${address.port}`, count: () => asked };
    },
    burst: async ({ messages, chats }) => {
      const made = await control.bulk({
        client_id: CLIENT_ID,
        messages,
        chats,
        same_timestamp: true,
        created_from: new Date().toISOString(),
      });
      return made.chat_ids;
    },
    marketplaceWrites: async (texts) => {
      const said = await control.say({
        client_id: CLIENT_ID,
        texts: [...texts],
        chat_type: "Seller_Notification",
        user_type: "NotificationUser",
      });
      return said.chat_id;
    },
    closeChat: async (chat) =>
      void (await control.changeChat(chat, { client_id: CLIENT_ID, status: "closed" })),
    trouble: async (kind, where, times) =>
      void (await control.setFault({
        ...faults[kind],
        client_id: CLIENT_ID,
        path: paths[dialect][where],
        times,
      })),
    lagHistory:
      dialect === "v1"
        ? null
        : async () =>
            void (await control.setFault({ kind: "history_lag", client_id: CLIENT_ID, times: 1, calls: 1 })),
    foulWeather: async (probability) => {
      await control.clearFaults();
      if (probability === 0) return;
      const kinds = [
        "drop_before",
        "drop_after",
        "malformed_json",
        "html",
        "truncate",
        "repeat",
        "history_lag",
      ] as const;
      for (const kind of kinds) await control.setFault({ kind, client_id: CLIENT_ID, probability });
      for (const field of ["message_id", "created_at", "chat_id", "user", "messages", "has_next"]) {
        await control.setFault({
          kind: "missing_field",
          client_id: CLIENT_ID,
          field,
          probability: Math.round(probability * 33) / 100,
        });
      }
      await control.setFault({ kind: "status", status: 503, client_id: CLIENT_ID, probability });
      await control.setFault({ kind: "cursor_refused", client_id: CLIENT_ID, probability });
    },
    arrived: async (chat) => {
      const sent = await control.listMessages(CLIENT_ID, { direction: "outbound", chat_id: chat });
      return sent.map((message) => message.text);
    },
    arrivedFiles: async (chat) => {
      const sent = await control.listMessages(CLIENT_ID, { direction: "outbound", chat_id: chat });
      const files = sent.flatMap(({ file }) => (file === null ? [] : [file]));
      return Promise.all(
        files.map(async ({ name, path }) => ({
          name,
          bytes: (await control.readSentFile(CLIENT_ID, path)).bytes,
        })),
      );
    },
    truth: async (chat) => (await messagesOf(chat)).map(({ id, text }) => ({ id, text })),
    requestCount: async () => (await control.countRequests()).reduce((sum, { count }) => sum + count, 0),
    permitCount: () => permits,
    webhook: {
      mode: dialect === "v1" ? "signed" : "push",
      secret: dialect === "v1" ? SECRET : null,
      accountId: CLIENT_ID,
      catch: (act) =>
        catchCall(async (url) => {
          await control.setWebhook(CLIENT_ID, { url });
          await act();
        }),
    },
    close: async () => {
      for (const server of strangers) server.close();
      await sandbox.close();
    },
  };
}

/** The first call that reaches an address of this machine while `act` goes on. */
async function catchCall(act: (url: string) => Promise<unknown>): Promise<CaughtCall> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const caught = new Promise<CaughtCall>((resolve) => {
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        response.end("{}");
        const header = (name: string) => request.headers[name.toLowerCase()]?.toString() ?? null;
        resolve({ rawBody: Buffer.concat(chunks), header });
      });
    });
  });
  await act(`http://127.0.0.1:${address.port}/hook`);
  const call = await caught;
  server.closeAllConnections();
  server.close();
  return call;
}
