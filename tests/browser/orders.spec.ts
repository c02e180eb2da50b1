import type { Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, type Shop, test } from "./support/world";

test.use({ storageState: SESSION_FILE, viewport: { width: 1440, height: 900 } });

/** Events come from the marketplace itself, as in life. */
async function listen(page: Page, shop: Shop): Promise<void> {
  await page.goto(`/settings/sellers/${shop.id}`);
  const section = page.getByRole("region", { name: "Уведомления площадки" });
  await section.getByRole("radio", { name: /Push-уведомления Ozon/ }).click();
  await section.getByRole("button", { name: "Подключить и проверить" }).click();
  await expect(section.getByText("Подключено, пробный вызов дошёл.")).toBeVisible();
}

test("a new order appears by itself, is assembled after a look at what changes, and its label opens", async ({
  page,
  shop,
  sandbox,
}) => {
  await listen(page, shop);
  await page.goto(`/orders?seller=${shop.id}`);
  await expect(page.getByText("Всё собрано")).toBeVisible();
  await expect(page.getByRole("button", { name: /^обновлено/ })).toBeVisible({ timeout: 30_000 });

  const { posting_number: number } = await sandbox.placeOrder({
    client_id: shop.clientId,
    order: {
      order_number: "77001-0001",
      status: "awaiting_packaging",
      product_name: "Кофта синяя",
      customer_name: "Ольга",
    },
  });
  const row = page.getByRole("list", { name: "Заказы" }).getByRole("link", { name: new RegExp(number) });
  await expect(row).toBeVisible({ timeout: 15_000 });
  await expect(row).toContainText("Кофта синяя");

  await page.keyboard.press("j");
  const panel = page.getByRole("complementary", { name: `Заказ ${number}` });
  await expect(panel.getByRole("heading", { name: "Путь заказа" })).toBeVisible();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
  await panel.getByRole("button", { name: "Собрать" }).click();
  const question = page.getByRole("dialog", { name: "Собрать 1 заказ?" });
  await expect(question.getByRole("row", { name: new RegExp(number) })).toContainText("ждёт сборки");
  await question.getByRole("button", { name: "Собрать" }).click();
  await expect(question).toHaveCount(0);

  await expect(panel.getByRole("button", { name: "Передать в доставку" })).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole("group").getByText("Сборка: 1 заказ")).toBeVisible();
  const [order] = await sandbox.listOrders(shop.clientId);
  expect(order?.status).toBe("awaiting_deliver");

  await panel.getByRole("button", { name: "Этикетка" }).click();
  const label = page.getByRole("article", { name: "Этикетки: 1 заказ" });
  const open = label.getByRole("link", { name: "Открыть PDF" });
  const address = await open.getAttribute("href", { timeout: 60_000 });
  const file = await page.request.get(address ?? "");
  expect(file.headers()["content-type"]).toContain("pdf");
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("facts beside a chat go into the reply by one press, and follow the order", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  const number = "77002-0002-1";
  await listen(page, shop);
  await sandbox.say({
    client_id: shop.clientId,
    buyer_name: "Пётр",
    texts: ["Где мой заказ?"],
    order: {
      order_number: "77002-0002",
      posting_number: number,
      status: "delivering",
      product_name: "Шапка серая",
    },
  });
  await inbox.open(shop.name);
  await inbox.row("Где мой заказ?").click();
  const facts = page.getByRole("complementary", { name: "О чате" });
  const shipment = facts.getByRole("article", { name: `Отправление ${number}` });
  await expect(shipment.getByText("Шапка серая")).toBeVisible({ timeout: 30_000 });

  await shipment.getByRole("button", { name: /^В пути/ }).click();
  await expect(inbox.composer).toHaveValue(/Ваш заказ уже в пути/);
  await shipment.getByRole("button", { name: /Шапка серая/ }).click();
  await expect(inbox.composer).toHaveValue(/В вашем заказе: Шапка серая, 1 шт\. Цена — 1\s990\s₽\./);

  await sandbox.moveOrder(number, { client_id: shop.clientId, status: "delivered" });
  await expect(shipment.getByText("получен", { exact: true })).toBeVisible({ timeout: 15_000 });

  await shipment.getByRole("link", { name: "Открыть" }).click();
  const panel = page.getByRole("complementary", { name: `Заказ ${number}` });
  await expect(panel.getByRole("rowheader", { name: "Шапка серая" })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Чаты" })).toBeVisible();
});
