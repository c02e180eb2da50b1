import { InboxPage } from "./pages/inbox-page";
import { call, chatsOf, welcome } from "./support/broadcasts";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("a broadcast is watched, stopped and let go on; who answers is seen here and marked in the chat", async ({
  page,
  shop,
}) => {
  const sellerId = await welcome(page, shop, ["Ольга", "Пётр", "Света"]);
  const { broadcast } = await call(page, "POST", "/api/broadcasts", {
    seller_id: sellerId,
    name: "Новая полка",
    template: "У нас новая полка. Показать?",
    rate_limit: 0.1, // slow enough to be stopped by hand
    quiet_hours: "ignore",
  });
  await page.goto(`/broadcasts/${broadcast.id}`);
  await expect(page.getByRole("heading", { name: "Новая полка" })).toBeVisible();
  const bar = page.getByRole("progressbar", { name: "Как идёт отправка" });
  await expect(bar).toHaveAttribute("aria-valuemax", "3");

  await page.getByRole("button", { name: "Пауза" }).click();
  await expect(page.getByText("На паузе", { exact: true })).toBeVisible();
  await expect(page.getByText(/жд(ут|ёт) продолжения/)).toBeVisible();
  await call(page, "PATCH", `/api/broadcasts/${broadcast.id}`, { rate_limit: 20 });
  await page.getByRole("button", { name: "Продолжить" }).click();
  await expect(page.getByText("Завершена", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(bar).toHaveAttribute("aria-valuetext", /Отправлено 3 из 3/);
  const told = (await shop.sentTexts()).filter((text) => text === "У нас новая полка. Показать?");
  expect(told).toHaveLength(3);

  const [chat] = await chatsOf(page, sellerId);
  await shop.say("Да, покажите!", { chatId: chat?.external_id });
  await page.getByText("Ответили 1", { exact: true }).click({ timeout: 30_000 });
  const row = page.locator("[data-recipient]");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("Да, покажите!");

  await row.getByRole("link").click();
  const inbox = new InboxPage(page);
  await expect(inbox.message("Да, покажите!").getByText("Ответ на рассылку")).toBeVisible();
  await inbox.message("новая полка").getByRole("link", { name: "Рассылка" }).click();
  await expect(page.getByRole("heading", { name: "Новая полка" })).toBeVisible();
});

test("who asks not to be written to is noted, let back, and noted by hand", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  await shop.say("Пожалуйста, больше не пишите мне", { buyerName: "Игорь" });
  await inbox.open(shop.name);
  await inbox.row("больше не пишите").click();
  const noted = page.getByRole("region", { name: "Просил не писать" });
  await expect(noted).toContainText("не пишите");

  await noted.getByRole("button", { name: "Вернуть в рассылки" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Вернуть" }).click();
  await expect(noted).toHaveCount(0);
  await page.getByRole("button", { name: "Не писать рассылки" }).click();
  await expect(noted).toBeVisible();
  await page.reload();
  await expect(noted).toBeVisible();
});
