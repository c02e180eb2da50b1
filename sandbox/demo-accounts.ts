import type { AccountSeed } from "./model";

/** The two sellers of `npm run demo`, one in each dialect of the Seller API. */
export const demoAccounts: [AccountSeed, AccountSeed] = [
  {
    client_id: "204815",
    api_key: "5b1f7c7e-6a52-4f0e-9d8a-3f0c2d4e8a11",
    dialect: "v3",
    name: "Дом и уют",
    premium_plus: true,
    quirks: { has_next_text: true, letter_case: "both", cyrillic_customer: true, rate_limit_headers: true },
    lively: true,
    conversations: 40,
    market: { products: 175, warehouses: 27, orders: 4_900, days: 365 },
  },
  {
    client_id: "371094",
    api_key: "c2a9e4d0-17b3-4c68-8e5f-90b7d6a1f3c4",
    dialect: "v1",
    name: "КроссМаркет",
    webhook_secret: "demo-webhook-secret",
    lively: true,
    conversations: 40,
    market: { products: 60, warehouses: 12, orders: 1_800, days: 365 },
  },
];
