import type { Page } from "@playwright/test";
import { expect, SESSION_FILE, type Shop, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

/** The page of the test's own shop, at its notices. */
async function openWebhook(page: Page, shop: Shop) {
  await page.goto(`/settings/sellers/${shop.id}`);
  return page.getByRole("region", { name: "Уведомления площадки" });
}

test("notices are switched on, registered with one press, and counted", async ({ page, shop, sandbox }) => {
  const section = await openWebhook(page, shop);
  await section.getByRole("radio", { name: /Push-уведомления Ozon/ }).click();
  await expect(section.getByText("/api/webhooks/ozon/")).toBeVisible();
  await section.getByRole("button", { name: "Подключить и проверить" }).click();
  await expect(section.getByText("Подключено, пробный вызов дошёл.")).toBeVisible();
  const { subscriptions } = await sandbox.readWebhooks(shop.clientId);
  expect(subscriptions).toHaveLength(1);
  expect(subscriptions[0]?.enabled).toBe(true);

  await shop.say("Где мой заказ?");
  const calls = section.getByRole("region", { name: "Вызовы за сутки" });
  await expect(calls.getByText(/отвечаем в среднем за/)).toBeVisible({ timeout: 30_000 });
  await calls.getByText("По часам").click();
  await expect(calls.getByRole("table")).toBeVisible();
});

test("networks that may call: Ozon's with one press, one's own, and what is none", async ({ page, shop }) => {
  const section = await openWebhook(page, shop);
  await section.getByRole("radio", { name: /Push-уведомления Ozon/ }).click();
  const networks = section.getByRole("region", { name: "Откуда можно звонить" });
  await networks.getByRole("button", { name: "Взять сети Ozon" }).click();
  await expect(networks.getByRole("listitem")).toHaveCount(3);
  await networks.getByLabel("Сеть или адрес").fill("ozon.ru");
  await networks.getByRole("button", { name: "Добавить" }).click();
  await expect(networks.getByRole("alert")).toContainText("«ozon.ru» не похоже на сеть");
  await networks.getByLabel("Сеть или адрес").fill("10.1.2.3");
  await networks.getByRole("button", { name: "Добавить" }).click();
  await expect(networks.getByText("10.1.2.3/32")).toBeVisible();
  await networks.getByRole("button", { name: "Убрать 10.1.2.3/32" }).click();
  await expect(networks.getByRole("listitem")).toHaveCount(3);

  // With the list set, a call from here is turned away, and the page says so.
  const address = (await section.getByText("/api/webhooks/ozon/").textContent()) ?? "";
  const answer = await page.request.post(new URL(address).pathname, { data: { message_type: "TYPE_PING" } });
  expect(answer.status()).toBe(403);
  await expect(section.getByText("Сеть не из списка")).toBeVisible({ timeout: 30_000 });
});

test("a marketplace that cannot reach us says so in its own words", async ({ page, shop, sandbox }) => {
  const section = await openWebhook(page, shop);
  await section.getByRole("radio", { name: /Push-уведомления Ozon/ }).click();
  await sandbox.setFault({
    kind: "status",
    status: 400,
    client_id: shop.clientId,
    path: "/v1/notification/*",
    body: { code: 3, message: "url check failed: REQUEST_TIMEOUT" },
  });
  await section.getByRole("button", { name: "Подключить и проверить" }).click();
  await expect(section.getByText("Подключить не получилось")).toBeVisible();
  await expect(section.getByText(/REQUEST_TIMEOUT/)).toBeVisible();
  await sandbox.clearFaults({ client_id: shop.clientId });
});
