import { randomInt } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import { createSandboxClient, type SandboxClient } from "../../../sandbox/client";

/** The first admin, made by first-day.spec.ts; everything after signs in as this person. */
export const admin = { name: "Анна Смирнова", email: "anna@example.ru", password: "prilavok-2026" };
/** Where first-day.spec.ts leaves the admin's session. */
export const SESSION_FILE = ".tmp/browser-session.json";

/** A setting made by global-setup.ts. */
function requireSetting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the browser tests through Playwright`);
  return value;
}

/** An account at the sandbox, and what its buyers do. */
export interface Account {
  readonly clientId: string;
  readonly apiKey: string;
  readonly name: string;
}

/** A seller that is connected: a world of its own for one test. */
export interface Shop extends Account {
  /** At our side. */
  readonly id: string;
  /** A buyer writes; gives the marketplace's id of the chat. */
  say(text: string, chat?: { chatId?: string; buyerName?: string }): Promise<string>;
  /** What arrived at the marketplace from us, oldest first. */
  sentTexts(): Promise<string[]>;
}

interface Fixtures {
  sandbox: SandboxClient;
  account: Account;
  shop: Shop;
  /** Watches by itself: no page may try what its policy forbids. */
  policy: undefined;
}

/** Answers the id under which we know the seller. */
async function connect(page: Page, account: Account): Promise<string> {
  const answer = await page.request.post("/api/sellers", {
    data: { name: account.name, marketplace: "ozon", client_id: account.clientId, api_key: account.apiKey },
    headers: { Origin: requireSetting("BROWSER_TEST_URL") },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).seller.id;
}

export const test = base.extend<Fixtures>({
  policy: [
    async ({ page }, use) => {
      const broken: string[] = [];
      page.context().on("console", (line) => {
        if (line.text().includes("Content Security Policy")) broken.push(line.text());
      });
      await use(undefined);
      expect(broken).toEqual([]);
    },
    { auto: true },
  ],
  baseURL: async ({ baseURL: _ }, use) => use(requireSetting("BROWSER_TEST_URL")),
  sandbox: async ({ baseURL: _ }, use) =>
    use(createSandboxClient(requireSetting("BROWSER_TEST_SANDBOX_URL"))),
  account: async ({ sandbox }, use) => {
    const clientId = String(randomInt(100_000, 999_999_999));
    const account = { clientId, apiKey: `key-${clientId}`, name: `Магазин ${clientId}` };
    await sandbox.addAccount({
      client_id: clientId,
      api_key: account.apiKey,
      dialect: "v3",
      name: account.name,
      premium_plus: true,
    });
    await use(account);
  },
  shop: async ({ page, account, sandbox }, use) => {
    const id = await connect(page, account);
    await use({
      ...account,
      id,
      async say(text, chat = {}) {
        const said = await sandbox.say({
          client_id: account.clientId,
          chat_id: chat.chatId,
          buyer_name: chat.buyerName,
          texts: [text],
        });
        return said.chat_id;
      },
      async sentTexts() {
        const messages = await sandbox.listMessages(account.clientId, { direction: "outbound" });
        return messages.map((message) => message.text);
      },
    });
  },
});

export { expect };
