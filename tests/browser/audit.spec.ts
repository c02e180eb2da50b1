import { readFile } from "node:fs/promises";
import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("the log tells in a sentence what was done, narrows, and its chain is checked", async ({
  page,
  shop,
}) => {
  await page.goto("/settings/audit");
  const entry = page.getByRole("listitem").filter({ hasText: `Подключён магазин «${shop.name}»` });
  await expect(entry).toContainText("Анна Смирнова");
  await entry.getByRole("button").first().click();
  await expect(entry).toContainText("seller.added");
  await entry.getByRole("button", { name: "Только об этом" }).click();
  await expect(page).toHaveURL(/about=seller/);
  await expect(page.getByText(`Только об одном: ${shop.name}`)).toBeVisible();
  await page.reload();
  await expect(entry).toBeVisible();
  await page.getByRole("button", { name: "Сбросить" }).click();
  await page.getByLabel("Что", { exact: true }).selectOption("seller.");
  await expect(page).toHaveURL(/action=seller\./);
  await expect(entry).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Скачать CSV" }).click();
  expect(await readFile(await (await download).path(), "utf8")).toContain(shop.name);
  await page.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByText(/Цела: \d/)).toBeVisible();
});

test("keeping less is tried first and confirmed by a word", async ({ page }) => {
  await page.goto("/settings/retention");
  const days = page.getByLabel("Переписка: Дней");
  await expect(page.getByText("Сейчас не удалилось бы ничего")).toBeVisible();
  await days.fill("0");
  await expect(page.getByRole("alert").filter({ hasText: "Целое число от 1 до 3650" })).toBeVisible();
  await days.fill("3000");
  await page.getByRole("button", { name: "Сохранить" }).click();
  const dialog = page.getByRole("dialog");
  const yes = dialog.getByRole("button", { name: "Сохранить и удалять" });
  await expect(yes).toBeDisabled();
  await dialog.getByRole("textbox").fill("удалить");
  await yes.click();
  await expect(page.getByText("Сроки хранения сохранены")).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue("3000");
  await days.fill("");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.getByRole("button", { name: "Сохранить" })).toBeDisabled();
  await page.reload();
  await expect(days).toHaveValue("");
});

test("a buyer is exported and erased, and writes again like anybody", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  const chatId = await shop.say("Мой телефон не показывайте никому", { buyerName: "Евдокия Лучина" });
  await inbox.open(shop.name);
  await inbox.row("Мой телефон").click();
  await expect(inbox.message("Мой телефон")).toBeVisible();
  await page.getByRole("button", { name: "Данные покупателя" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Выгрузить" }).click();
  const file = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(file.chats[0].messages[0].text).toBe("Мой телефон не показывайте никому");

  await page.getByRole("button", { name: "Данные покупателя" }).click();
  await page.getByRole("menuitem", { name: "Стереть" }).click();
  const dialog = page.getByRole("dialog");
  const yes = dialog.getByRole("button", { name: "Стереть навсегда" });
  await dialog.getByRole("textbox").fill("не тот");
  await expect(yes).toBeDisabled();
  const label = (await dialog.locator("label").textContent()) ?? "";
  await dialog.getByRole("textbox").fill(label.slice(label.lastIndexOf(": ") + 2));
  await yes.click();
  await expect(page.getByText("Стёрто: 1 чат, 1 сообщение")).toBeVisible();
  await expect(inbox.message("Мой телефон")).toHaveCount(0);
  await shop.say("Добрый день ещё раз", { chatId });
  await expect(inbox.message("Добрый день ещё раз")).toBeVisible();
  await expect(inbox.message("Мой телефон")).toHaveCount(0);
});
