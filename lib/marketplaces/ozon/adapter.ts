import { defaultTuning, type HttpTuning } from "../http";
import type { AdapterContext, Capabilities, Marketplace, MarketplaceAdapter } from "../ports";
import { createChatPortV1 } from "./chat-v1";
import { createChatPortV3 } from "./chat-v3";
import { createOzonClient } from "./client";
import { detectAccount, diagnose, probeAccount } from "./detect-dialect";
import { sellerRules } from "./limits";
import { createMoneyPort } from "./money";
import { createOrderPort } from "./orders";
import type { Dialect } from "./paths";
import { createProductPort } from "./products";
import { createReturnPort } from "./returns";
import { createScorePort } from "./scores";
import { createStockPort } from "./stocks";
import { createWebhookRegistrationV1 } from "./webhook-registration-v1";
import { createWebhookRegistrationV3 } from "./webhook-registration-v3";
import { createOzonWebhooks } from "./webhooks";

const FILE = {
  maxBytes: 10 * 1024 * 1024, // the documents' figure; production names none
  types: ["image/jpeg", "image/png", "image/webp", "application/pdf"],
} as const;

const CAPABILITIES: Readonly<Record<Dialect, Capabilities>> = {
  v1: {
    textMaxChars: 4000,
    file: FILE,
    canMarkRead: false,
    canStartChat: false,
    replyWindowHours: null,
    writableAfterDeliveryHours: null,
    webhookModes: ["signed", "push"],
    registrableWebhookModes: ["signed"],
  },
  v3: {
    textMaxChars: 1000,
    file: FILE,
    canMarkRead: true,
    canStartChat: true,
    replyWindowHours: 48, // after the buyer's last message
    writableAfterDeliveryHours: 72, // FBS and rFBS: from payment until then
    webhookModes: ["signed", "push"],
    registrableWebhookModes: ["push"], // production knows no signature
  },
};

/**
 * Ozon behind the port. Credentials `{ clientId, apiKey }`, dialects `v1` and `v3`.
 * `tuning` is for tests: dice, sleep, deadlines.
 */
export function createOzonAdapter(tuning: Partial<HttpTuning> = {}): MarketplaceAdapter {
  const transport = { ...defaultTuning, ...tuning };
  const open = (context: AdapterContext) => (dialect: Dialect) =>
    createOzonClient(context, dialect, transport);
  return {
    name: "ozon",
    probe: (context) => {
      const line = open(context);
      return context.dialect === null
        ? detectAccount(line)
        : probeAccount(line, requireDialect(context.dialect));
    },
    connect: (context) => connect(context, transport),
    diagnoseRefusal: (context) => diagnose(open(context)(requireDialect(context.dialect))),
    webhooks: createOzonWebhooks(),
    capabilitiesOf: (dialect) => CAPABILITIES[requireDialect(dialect)],
    limitsOf: (dialect) => sellerRules(requireDialect(dialect)),
  };
}

function connect(context: AdapterContext, transport: HttpTuning): Marketplace {
  const dialect = requireDialect(context.dialect);
  const client = createOzonClient(context, dialect, transport);
  const chats = dialect === "v1" ? createChatPortV1(client) : createChatPortV3(client);
  const webhookRegistration =
    dialect === "v1" ? createWebhookRegistrationV1(client) : createWebhookRegistrationV3(client);
  const capabilities = CAPABILITIES[dialect];
  const account = { returns: createReturnPort(client), money: createMoneyPort(client) };
  const base = { name: "ozon", dialect, capabilities, chats, webhookRegistration, ...account };
  // The documents name order methods only in passing; an account without them refuses once for each order.
  const withOrders = { ...base, orders: createOrderPort(client), stocks: createStockPort(client) };
  const withProducts = { ...withOrders, products: createProductPort(client) };
  if (dialect === "v1") return withProducts;
  return { ...withProducts, scores: createScorePort(client) };
}

function requireDialect(dialect: string | null): Dialect {
  if (dialect === "v1" || dialect === "v3") return dialect;
  throw new Error(`Ozon has no dialect "${dialect}": probe the account first`);
}
