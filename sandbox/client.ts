import type {
  NewProductsInput,
  NewReturnRequestInput,
  ProductChange,
  ReturnChange,
  SandboxLedger,
  SandboxProduct,
  SandboxReturn,
  SandboxStock,
  StockChange,
} from "./control-market-protocol";
import type {
  AccountChange,
  BulkInput,
  BulkResult,
  ChatChange,
  LimitsInput,
  LoggedRequest,
  NewOrderInput,
  OrderChange,
  SandboxChat,
  SandboxMessage,
  SandboxOrder,
  SayInput,
  SayResult,
  TrafficInput,
} from "./control-protocol";
import type { ActiveFault, FaultSpec } from "./faults";
import type { BreachCount } from "./limits";
import type { AccountSeed } from "./model";
import type { WebhookReport } from "./webhook-stats";

export type SandboxClient = ReturnType<typeof createSandboxClient>;

/** Typed functions over the control API of a running sandbox; each throws with the sandbox's own words. */
export function createSandboxClient(url: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`sandbox ${method} ${path}: ${response.status} ${text}`);
    // The sandbox's control.ts answers exactly what control-protocol.ts declares.
    return JSON.parse(text) as T;
  };
  const account = (clientId: string) => `/accounts/${encodeURIComponent(clientId)}`;
  const items = async <T>(path: string) => (await call<{ items: T[] }>("GET", path)).items;
  return {
    url,
    /** Adds an account, replacing one with the same client id and all its chats. */
    addAccount: (seed: AccountSeed) => call<unknown>("POST", "/accounts", seed),
    addAccounts: (seeds: AccountSeed[]) => call<unknown>("POST", "/accounts", seeds),
    changeAccount: (clientId: string, change: AccountChange) =>
      call<unknown>("PATCH", account(clientId), change),
    /** Empties the account and clears its faults. */
    resetAccount: (clientId: string) => call<unknown>("POST", `${account(clientId)}/reset`),
    /** A buyer (or another author) writes. */
    say: (input: SayInput) => call<SayResult>("POST", "/say", input),
    /** Many messages over many chats in one call. */
    bulk: (input: BulkInput) => call<BulkResult>("POST", "/bulk", input),
    changeChat: (chatId: string, change: ChatChange) =>
      call<SandboxChat>("PATCH", `/chats/${encodeURIComponent(chatId)}`, change),
    /** A buyer orders: TYPE_NEW_POSTING in v3. */
    placeOrder: (input: NewOrderInput) => call<SandboxOrder>("POST", "/orders", input),
    /** An order moves on: TYPE_STATE_CHANGED, TYPE_POSTING_CANCELLED or TYPE_DELIVERY_DATE_CHANGED in v3. */
    moveOrder: (postingNumber: string, change: OrderChange) =>
      call<SandboxOrder>("PATCH", `/orders/${encodeURIComponent(postingNumber)}`, change),
    /** The whole catalogue, what is put away too. */
    listProducts: (clientId: string) => items<SandboxProduct>(`${account(clientId)}/products`),
    addProducts: (clientId: string, input: NewProductsInput) =>
      call<{ items: SandboxProduct[] }>("POST", `${account(clientId)}/products`, input),
    /** Changes a product as somebody does in the cabinet: TYPE_CREATE_OR_UPDATE_ITEM in v3. */
    changeProduct: (clientId: string, offerId: string, change: ProductChange) =>
      call<SandboxProduct>("PATCH", `${account(clientId)}/products/${encodeURIComponent(offerId)}`, change),
    /** Every row of every warehouse, the marketplace's and the seller's own. */
    listStocks: (clientId: string) => items<SandboxStock>(`${account(clientId)}/stocks`),
    /** Puts so much into a warehouse as somebody does in the cabinet: TYPE_STOCKS_CHANGED in v3. */
    changeStock: (clientId: string, change: StockChange) =>
      call<SandboxStock>("PUT", `${account(clientId)}/stocks`, change),
    /** Returns of FBS and FBO, and buyers' requests of rFBS. */
    listReturns: (clientId: string) => items<SandboxReturn>(`${account(clientId)}/returns`),
    /** A buyer of an rFBS order wants to give something back. */
    addReturnRequest: (input: NewReturnRequestInput) =>
      call<SandboxReturn>("POST", "/return-requests", input),
    changeReturn: (id: string, change: ReturnChange) =>
      call<SandboxReturn>("PATCH", `/returns/${encodeURIComponent(id)}`, change),
    /** What the ledger adds up to over days (both counted in), to compare with what was taken in. */
    readLedger: (clientId: string, days: { from?: string; to?: string } = {}) =>
      call<SandboxLedger>("GET", `${account(clientId)}/ledger?${queryOf(days)}`),
    listOrders: (clientId: string) => items<SandboxOrder>(`${account(clientId)}/orders`),
    /** Changes the words of a message: TYPE_UPDATE_MESSAGE in v3. */
    editMessage: (clientId: string, chatId: string, messageId: string, parts: string[]) =>
      call<SandboxMessage>("PATCH", `/chats/${encodeURIComponent(chatId)}/messages/${messageId}`, {
        client_id: clientId,
        parts,
      }),
    listChats: (clientId: string) => items<SandboxChat>(`${account(clientId)}/chats`),
    /** `outbound`: what was sent through the API, in the order it was accepted. */
    listMessages: (
      clientId: string,
      filter: {
        direction?: "inbound" | "outbound";
        chat_id?: string;
        after_id?: string;
        limit?: number;
      } = {},
    ) => items<SandboxMessage>(`${account(clientId)}/messages?${queryOf(filter)}`),
    /** The bytes of a file that was sent, by the `file.path` of its message. */
    readSentFile: async (clientId: string, path: string) => {
      const file = await call<{ name: string; content_type: string; base64: string }>(
        "GET",
        `${account(clientId)}/files?${queryOf({ path })}`,
      );
      return { name: file.name, contentType: file.content_type, bytes: Buffer.from(file.base64, "base64") };
    },
    /** Registers a webhook without a ping, as in the cabinet; null removes it. */
    setWebhook: (clientId: string, webhook: { url: string | null; events?: string[]; secret?: string }) =>
      call<unknown>("PUT", `${account(clientId)}/webhooks`, webhook),
    readWebhooks: (clientId: string) =>
      call<{
        subscriptions: { id: number; url: string; events: string[]; enabled: boolean }[];
        stats: WebhookReport;
      }>("GET", `${account(clientId)}/webhooks`),
    /** Rings with any body, signed with the account's secret in v1; answers what the receiver said. */
    ringWebhook: (clientId: string, body: Record<string, unknown>) =>
      call<{ answers: { status: number; body: string; error: string | null }[] }>(
        "POST",
        `${account(clientId)}/webhooks/ring`,
        { body },
      ),
    /** Sends TYPE_PING; per address what was wrong with the answer, or null. */
    pingWebhook: async (clientId: string) =>
      (
        await call<{ problems: ({ type: string; description: string } | null)[] }>(
          "POST",
          `${account(clientId)}/webhooks/ping`,
        )
      ).problems,
    setFault: (fault: FaultSpec) => call<{ id: number }>("POST", "/faults", fault),
    listFaults: () => items<ActiveFault>("/faults"),
    clearFaults: (which: { id?: number; client_id?: string } = {}) =>
      call<unknown>("POST", "/faults/clear", which),
    listBreaches: () => items<BreachCount>("/breaches"),
    /** Other figures than the marketplace's own, or counting without refusing. */
    setLimits: (limits: LimitsInput) => call<unknown>("PUT", "/limits", limits),
    /** Whether requests are listed with what was sent: to check a connector against the specification. */
    recordBodies: (enabled: boolean) => call<unknown>("PUT", "/requests/bodies", { enabled }),
    listRequests: (filter: { client_id?: string; path?: string } = {}) =>
      items<LoggedRequest>(`/requests?${queryOf(filter)}`),
    countRequests: async () =>
      (
        await call<{ counts: { client_id: string; path: string; status: number; count: number }[] }>(
          "GET",
          "/requests",
        )
      ).counts,
    /** Forgets breaches, requests and webhook figures. */
    resetCounters: () => call<unknown>("POST", "/counters/reset"),
    setTraffic: (traffic: TrafficInput) => call<unknown>("POST", "/traffic", traffic),
    health: () => call<{ status: string; pid: number; memory_bytes: number }>("GET", "/health"),
  };
}

function queryOf(filter: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.toString();
}
