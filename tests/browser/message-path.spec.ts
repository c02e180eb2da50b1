import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("a buyer writes and appears by itself; the answer reaches the marketplace once", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  await inbox.open(shop.name);
  await expect(page.getByText("Открытых чатов нет")).toBeVisible();

  const chatId = await shop.say("Подскажите, 42 размер будет?", { buyerName: "Ольга" });
  await inbox.row("42 размер").click();
  await expect(inbox.message("Подскажите, 42 размер будет?")).toBeVisible();

  await inbox.answer("Ольга, да, завтра привезём.");
  await expect(inbox.message("завтра привезём")).toHaveAttribute("data-status", "sent");
  await expect(inbox.message("завтра привезём").getByRole("img", { name: "отправлено" })).toBeVisible();
  await expect(inbox.composer).toHaveValue("");
  expect(await shop.sentTexts()).toEqual(["Ольга, да, завтра привезём."]);

  await shop.say("Спасибо, жду!", { chatId });
  await expect(inbox.message("Спасибо, жду!")).toBeVisible();
  await expect(inbox.message("завтра привезём")).toHaveCount(1);
});

test("a message that moderation refused says why, and its text can be changed", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  await shop.say("Как с вами связаться?");
  await inbox.open(shop.name);
  await inbox.row("Как с вами связаться?").click();

  await inbox.answer("Звоните: +7 912 345-67-89");
  await expect(page.getByText("Отправить всё равно?")).toBeVisible();
  await inbox.composer.press("Control+Enter");
  const refused = inbox.message("Звоните");
  await expect(refused).toHaveAttribute("data-status", "failed");
  await expect(refused).toContainText("Площадка не пропустила текст");
  expect(await shop.sentTexts()).toEqual([]);

  await refused.getByRole("button", { name: "Исправить" }).click();
  await expect(inbox.composer).toHaveValue("Звоните: +7 912 345-67-89");
  await inbox.answer("Пишите прямо здесь, ответим.");
  await expect(inbox.message("Пишите прямо здесь")).toHaveAttribute("data-status", "sent");
});

test("a failed message is retried with one button", async ({ page, shop, sandbox }) => {
  const inbox = new InboxPage(page);
  await shop.say("Когда отправите?");
  await inbox.open(shop.name);
  await inbox.row("Когда отправите?").click();
  await sandbox.setFault({
    kind: "status",
    client_id: shop.clientId,
    path: "/v1/chat/send/message",
    status: 400,
    body: { code: 400, message: "Message contains prohibited content: phone number" },
    times: 1,
  });

  await inbox.answer("Сегодня до 18:00.");
  const message = inbox.message("Сегодня до 18:00.");
  await expect(message).toHaveAttribute("data-status", "failed");
  await message.getByRole("button", { name: "Повторить" }).click();
  await expect(message).toHaveAttribute("data-status", "sent");
  expect(await shop.sentTexts()).toEqual(["Сегодня до 18:00."]);
});

test("what a buyer writes is text, whatever it looks like", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  const hostile = `<img src=x onerror="window.harmed=true"><script>window.harmed=true</script>`;
  const chatId = await shop.say(hostile);
  await shop.say("\u202eналево\u202c \u{1F600} שלום", { chatId });
  await shop.say("Очень длинно. ".repeat(2000), { chatId });
  await inbox.open(shop.name);
  await inbox.row("Очень длинно").click();

  await expect(inbox.message("onerror")).toContainText(hostile);
  await expect(inbox.conversation.locator("img, script")).toHaveCount(0);
  await expect(inbox.message("שלום")).toBeVisible();
  const long = inbox.message("Очень длинно");
  await long.getByRole("button", { name: /Показать целиком/ }).click();
  await expect(long.getByRole("button", { name: "Свернуть" })).toBeVisible();
  expect(await page.evaluate(() => "harmed" in window)).toBe(false);
});

test("a draft waits for the one who began it, and keys walk the list", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  await shop.say("Первый вопрос");
  await shop.say("Второй вопрос");
  await inbox.open(shop.name);
  await expect(inbox.row("Второй вопрос")).toBeVisible();
  await inbox.row("Первый вопрос").click();
  await inbox.composer.fill("Начал отвечать");
  await inbox.row("Второй вопрос").click();
  await expect(inbox.message("Второй вопрос")).toBeVisible();
  await expect(inbox.composer).toHaveValue("");
  await page.reload();
  await inbox.row("Первый вопрос").click();
  await expect(inbox.composer).toHaveValue("Начал отвечать");

  await page.keyboard.press("r");
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(inbox.composer).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Выберите чат")).toBeVisible();
  await page.keyboard.press("j");
  await expect(inbox.composer).toBeVisible();
});
