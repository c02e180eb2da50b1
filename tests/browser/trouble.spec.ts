import { InboxPage } from "./pages/inbox-page";
import { SellersPage } from "./pages/sellers-page";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("a key that stopped working is told over every screen, and a new one goes on", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  const sellers = new SellersPage(page);
  await shop.say("Есть кто живой?");
  await inbox.open(shop.name);
  await inbox.row("Есть кто живой?").click();
  await sandbox.changeAccount(shop.clientId, { api_key: "another-key" });

  await expect(page.getByRole("alert").filter({ hasText: "больше не принимает ключ" })).toContainText(
    shop.name,
  );
  await expect(page.getByText("Площадка не принимает ключ магазина: ответ не уйдёт").first()).toBeVisible();
  await page.getByRole("link", { name: "Указать новый ключ" }).click();
  const card = sellers.card(shop.name);
  await expect(card).toContainText("ключ не принят");

  await card.getByLabel("Новый ключ").fill("no-good");
  await card.getByRole("button", { name: "Проверить и сохранить" }).click();
  await expect(card).toContainText("Ozon не принял эту пару");
  await card.getByLabel("Новый ключ").fill("another-key");
  await card.getByRole("button", { name: "Проверить и сохранить" }).click();
  await expect(page.getByText("Ключ принят, работаем дальше")).toBeVisible();
  await expect(card).toContainText("работает");
});

test("without a connection nothing is lost: the reply waits, and goes out once", async ({
  page,
  context,
  shop,
}) => {
  const inbox = new InboxPage(page);
  const chatId = await shop.say("Вы работаете сегодня?");
  await inbox.open(shop.name);
  await inbox.row("Вы работаете сегодня?").click();
  await expect(inbox.message("Вы работаете сегодня?")).toBeVisible();

  await context.setOffline(true);
  await expect(page.getByText("Нет связи, обновляем…")).toBeVisible();
  await inbox.answer("Да, до восьми вечера.");
  const message = inbox.message("до восьми вечера");
  await expect(message).toContainText("Не дошло до нашего сервера");
  await shop.say("Алло?", { chatId });
  await page.reload().catch(() => undefined); // no page without a connection: what was written must outlive that

  await context.setOffline(false);
  await page.goto("/inbox");
  await inbox.open(shop.name);
  await inbox.row("Алло?").click();
  await expect(inbox.message("Алло?")).toBeVisible();
  await message.getByRole("button", { name: "Повторить" }).click();
  await expect(message).toHaveAttribute("data-status", "sent");
  await expect(message).toHaveCount(1);
  expect(await shop.sentTexts()).toEqual(["Да, до восьми вечера."]);
});

test("a long conversation opens at its end and grows upwards without a jump", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  const { chat_id: chatId } = await sandbox.say({ client_id: shop.clientId, count: 130 });
  await inbox.open(shop.name);
  await inbox.row("№130").click();
  await expect(inbox.message("№130")).toBeInViewport();

  await inbox.conversation.evaluate((box) => {
    box.scrollTop = 0;
  });
  await expect(inbox.message("№60")).toBeAttached();
  await inbox.conversation.evaluate((box) => {
    box.scrollTop = box.scrollHeight / 2;
  });
  const placeOf = () => inbox.conversation.evaluate((box) => Math.round(box.scrollTop));
  await expect(page.getByRole("button", { name: "К последним сообщениям" })).toBeVisible();
  const place = await placeOf();
  await shop.say("Ну что там?", { chatId });
  await page.getByRole("button", { name: "1 новое сообщение" }).waitFor();
  expect(await placeOf()).toBe(place);
  await page.getByRole("button", { name: "1 новое сообщение" }).click();
  await expect(inbox.message("Ну что там?")).toBeInViewport();
});
