import { randomUUID } from "node:crypto";
import type { SandboxClient } from "../../../sandbox/client";
import type { Dialect } from "../../../sandbox/model";
import type { Api } from "../../support/api";
import { waitFor } from "../../support/wait-for";

/** What one seller's part of a storm is. */
export interface ShopPlan {
  readonly dialect: Dialect;
  /** How news reaches us beside polling; null: by polling alone. */
  readonly webhook: "signed" | "push" | null;
  readonly chats: number;
  readonly messages: number;
  readonly replies: number;
}

/** A seller that is connected through the API, with the chats it had before the storm. */
export interface Shop {
  readonly plan: ShopPlan;
  readonly clientId: string;
  readonly apiKey: string;
  readonly sellerId: string;
  /** The marketplace's ids. */
  readonly chatIds: readonly string[];
}

/** The account at the sandbox with one message in each chat, so that there is somebody to answer from the start. */
async function openAccount(sandbox: SandboxClient, plan: ShopPlan, number: number) {
  const clientId = String(70_000 + number);
  const account = { client_id: clientId, api_key: randomUUID(), name: `Лавка ${number}` };
  await sandbox.addAccount({ ...account, dialect: plan.dialect, premium_plus: true });
  const past = { client_id: clientId, messages: plan.chats, chats: plan.chats, prefix: "До бури" };
  const { chat_ids: chatIds } = await sandbox.bulk(past);
  return { ...account, chatIds };
}

/** Opens an account for each plan and connects it as an admin would: key, webhook address, webhook secret. */
export async function openShops(
  plans: readonly ShopPlan[],
  { sandbox, api }: { sandbox: SandboxClient; api: Api },
): Promise<Shop[]> {
  const shops: Shop[] = [];
  for (const [index, plan] of plans.entries()) {
    const account = await openAccount(sandbox, plan, index + 1);
    const answer = await api.post("/api/sellers", {
      name: account.name,
      marketplace: "ozon",
      client_id: account.client_id,
      api_key: account.api_key,
      ...(plan.webhook === null ? {} : { webhook_mode: plan.webhook }),
    });
    if (answer.status !== 201) throw new Error(`adding a seller: ${answer.status} ${answer.text}`);
    const { seller, webhook_secret: secret } = answer.body;
    if (plan.webhook !== null)
      await sandbox.setWebhook(account.client_id, { url: seller.webhook_url, secret });
    shops.push({
      plan,
      clientId: account.client_id,
      apiKey: account.api_key,
      sellerId: seller.id,
      chatIds: account.chatIds,
    });
  }
  return shops;
}

/** Waits until the backfill has found every chat of a shop; answers our ids of them. */
export async function findOurChats(api: Api, shop: Shop): Promise<string[]> {
  return waitFor(`the chats of ${shop.clientId}`, () => listOurChats(api, shop), { deadlineMs: 60_000 });
}

async function listOurChats(api: Api, shop: Shop): Promise<string[] | null> {
  const ids: string[] = [];
  let cursor = "";
  do {
    const page = await api.get(`/api/chats?seller_id=${shop.sellerId}&limit=100${cursor}`);
    if (page.status !== 200) throw new Error(`${page.status} ${page.text}`);
    for (const chat of page.body.items) ids.push(chat.id);
    cursor = page.body.next_cursor === null ? "" : `&cursor=${encodeURIComponent(page.body.next_cursor)}`;
  } while (cursor !== "");
  return ids.length >= shop.chatIds.length ? ids : null;
}
