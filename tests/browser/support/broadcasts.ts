import type { Page } from "@playwright/test";
import { origin } from "./people";
import { expect, type Shop } from "./world";

interface Chat {
  readonly id: string;
  readonly external_id: string;
  readonly buyer_name: string | null;
  readonly seller_id: string;
  readonly waiting_since: string | null;
}

/** Every chat of a seller. */
export async function chatsOf(page: Page, sellerId: string): Promise<readonly Chat[]> {
  const answer = await page.request.get(`/api/chats?seller_id=${sellerId}&status=all&limit=100`);
  return (await answer.json()).items;
}

/** Buyers who wrote and were answered: nobody waits, everybody may be written to. */
export async function welcome(page: Page, shop: Shop, names: readonly string[]): Promise<string> {
  const sellerId = shop.id;
  for (const name of names) await shop.say(`Это ${name}, всё подошло`, { buyerName: name });
  await expect.poll(async () => (await chatsOf(page, sellerId)).length).toBe(names.length);
  for (const { id } of await chatsOf(page, sellerId)) {
    await call(page, "POST", `/api/chats/${id}/messages`, { text: "Спасибо, что написали!" });
  }
  await expect.poll(async () => (await shop.sentTexts()).length).toBe(names.length);
  const waiting = async () => (await chatsOf(page, sellerId)).filter((chat) => chat.waiting_since !== null);
  await expect.poll(waiting).toEqual([]);
  return sellerId;
}

/** Asks our API as the page's person; a refusal ends the test. */
export async function call(page: Page, method: "POST" | "PATCH", path: string, data: object) {
  const answer = await page.request.fetch(path, { method, data, headers: { Origin: origin() } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}
