import type { Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, type Shop, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

/** The key that works again: what was refused goes on, and no later test meets the alert. */
async function putKeyBack(page: Page, shop: Shop): Promise<void> {
  const changed = await page.request.patch(`/api/sellers/${shop.id}`, {
    data: { api_key: shop.apiKey },
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(changed.status()).toBe(200);
}

test("an admin sees how everything stands, and a shop's answers and limits behind its row", async ({
  page,
  shop,
}) => {
  await shop.say("Здравствуйте!");
  await page.goto("/settings/operations");
  const sellers = page.getByRole("region", { name: "Магазины" });
  const row = sellers.getByRole("listitem").filter({ hasText: shop.name });
  await expect(row).toContainText("назад");
  await row.getByText(shop.name).click();
  await expect(row).toContainText("удачно:");
  await expect(row).toContainText("50 за 1 секунду");
  await expect(page.getByRole("region", { name: "Процессы" })).toContainText("Обработчики");
  await expect(page.getByRole("region", { name: "Очереди" })).toContainText("Опрос магазинов", {
    ignoreCase: true,
  });
  await expect(page.getByRole("region", { name: "База данных и диск" })).toContainText("На диске свободно");
});

test("a refused key is told over the screens and on the page, can be put away, and is history once it is mended", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Есть кто живой?");
  await inbox.open(shop.name);
  const banner = page.getByRole("alert").filter({ hasText: shop.name });
  const dot = page.getByRole("navigation").getByText(/неполад/);
  await sandbox.changeAccount(shop.clientId, { api_key: "another-key" });
  await expect(banner).toContainText("больше не принимает ключ");
  await expect(dot).toHaveCount(1, { timeout: 40_000 }); // the workers' next look
  await banner.getByRole("button", { name: "Убрать, пока не появится новое" }).click();
  await expect(banner).toHaveCount(0);
  await page.reload();
  await expect(inbox.row("Есть кто живой?")).toBeVisible();
  await expect(dot).toHaveCount(1); // put away, not forgotten

  await page.goto("/settings/operations");
  const now = page.getByRole("region", { name: "Что не так" });
  await expect(now).toContainText(shop.name);
  await expect(now).toContainText("Создайте в кабинете Ozon новый ключ");
  await sandbox.changeAccount(shop.clientId, { api_key: shop.apiKey });
  await putKeyBack(page, shop);
  await expect(now.getByText(shop.name)).toHaveCount(0, { timeout: 40_000 });
  await expect(page.getByRole("region", { name: "Что было" })).toContainText(shop.name);
});

test("what comes up while somebody writes does not move the line under their hands", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Какой размер?");
  await inbox.open(shop.name);
  await inbox.row("Какой размер?").click();
  await inbox.composer.click();
  await inbox.composer.pressSequentially("Размер ");
  const before = await inbox.row("Какой размер?").boundingBox();
  await sandbox.changeAccount(shop.clientId, { api_key: "another-key" });
  const banner = page
    .getByRole("alert")
    .filter({ hasText: "больше не принимает ключ" })
    .filter({ hasText: shop.name });
  await expect(banner).toBeVisible();
  expect(await inbox.row("Какой размер?").boundingBox()).toEqual(before);
  await sandbox.changeAccount(shop.clientId, { api_key: shop.apiKey });
  await putKeyBack(page, shop);
});
