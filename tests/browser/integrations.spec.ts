import { type APIRequestContext, request as requests } from "@playwright/test";
import { expectNoBarriers } from "./support/barriers";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE, contextOptions: { reducedMotion: "reduce" } });

async function asProgram(baseURL: string | undefined, token: string): Promise<APIRequestContext> {
  return requests.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
    storageState: { cookies: [], origins: [] },
  });
}

test("a token is made for reading chats, shown once, works, and ends when it is deleted", async ({
  page,
  baseURL,
}) => {
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "Выпустить токен" }).click();
  await dialog.getByRole("button", { name: "Выпустить", exact: true }).click();
  await expect(dialog.getByText("Напишите, для чего токен.")).toBeVisible();
  await dialog.getByLabel("Для чего он").fill("Склад");
  await expect(dialog.getByLabel("Читать чаты, сообщения, файлы и поток событий")).toBeChecked();
  await dialog.getByLabel("без срока").check();
  await expect(dialog.getByText("Бессрочный токен, который утёк")).toBeVisible();
  await dialog.getByLabel("30 дней").check();
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Выпустить", exact: true }).click();

  await expect(dialog).toContainText("Токен «Склад» готов");
  const token = (await dialog.getByText(/^prl_/).first().textContent()) ?? "";
  expect(token).toMatch(/^prl_[\w-]{43}$/);
  await expect(dialog.getByRole("region", { name: "Пример: последние чаты" })).toContainText(
    `Bearer ${token}`,
  );
  const program = await asProgram(baseURL, token);
  expect((await program.get("/api/chats?limit=5")).status()).toBe(200);
  expect((await program.get("/api/api-tokens")).status()).toBe(403);
  await dialog.getByRole("button", { name: "Токен у меня" }).click();
  await expect(dialog).toBeHidden();

  await page.reload();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Склад" }) });
  await expect(row).toContainText("читать чаты");
  await expect(row).toContainText("последний вход");
  expect(await page.content()).not.toContain(token);
  await row.getByRole("button", { name: "Удалить токен «Склад»" }).click();
  await expect(dialog).toContainText("перестанет входить сразу");
  await dialog.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(row).toHaveCount(0);
  expect((await program.get("/api/chats?limit=5")).status()).toBe(401);
  await program.dispose();
});

test("an address inside somebody's network is refused at its field, with the reason", async ({ page }) => {
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/outgoing");
  await page.getByRole("button", { name: "Добавить адрес" }).click();
  await dialog.getByLabel("Название").fill("Внутренний");
  const address = dialog.getByLabel("Адрес (URL)");
  await address.fill("https://169.254.169.254/latest/meta-data");
  await dialog.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(dialog.getByText("Этот адрес внутри чьей-то сети")).toBeVisible();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await address.fill("http://example.ru/hook");
  await dialog.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(dialog.getByText("Нужен адрес, который начинается с https://")).toBeVisible();
  await expectNoBarriers(page);
});

test("an address is added with its secret shown once, tested, looked at in the log and deleted", async ({
  page,
}) => {
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/outgoing");
  await page.getByRole("button", { name: "Добавить адрес" }).click();
  await dialog.getByLabel("Название").fill("Бот");
  // Nothing listens at this port of a public address; without a network nothing answers either.
  await dialog.getByLabel("Адрес (URL)").fill("https://1.1.1.1:59999/hook");
  await dialog.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(dialog).toContainText("Секрет для «Бот»");
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "Секрет у меня" }).click();

  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Бот" }) });
  await expect(row).toContainText("работает");
  await expect(row).toContainText("новые сообщения · все магазины");
  await page.reload();
  await expect(row).toContainText("https://1.1.1.1:59999/hook");
  expect(await page.content()).not.toContain(secret);

  await row.getByRole("button", { name: "Что сделать с «Бот»" }).click();
  await page.getByRole("menuitem", { name: "Поставить на паузу" }).click();
  await expect(row).toContainText("на паузе");
  await row.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByText("«Бот» не принял")).toBeVisible({ timeout: 15_000 });
  await row.getByRole("button", { name: "Журнал" }).click();
  const delivery = page.getByRole("button", { name: /Проверка.*не доставлено/ });
  await delivery.click();
  await expect(page.getByRole("region", { name: "Содержимое" })).toContainText('"type": "test"');
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "К адресам" }).click();

  await row.getByRole("button", { name: "Что сделать с «Бот»" }).click();
  await page.getByRole("menuitem", { name: "Удалить" }).click();
  await dialog.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(row).toHaveCount(0);
});
