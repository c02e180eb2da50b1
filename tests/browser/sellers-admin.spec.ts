import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import type { SandboxClient } from "../../sandbox/client";
import { SellersPage } from "./pages/sellers-page";
import { expectNoBarriers } from "./support/barriers";
import { type Account, expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

const rowOf = (page: Page, line: number) =>
  page.getByRole("row").filter({ has: page.getByRole("cell", { name: String(line), exact: true }) });

/** Nothing in what the browser keeps holds the key. */
async function expectForgotten(page: Page, key: string): Promise<void> {
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(kept).not.toContain(key);
}

async function makeAccount(sandbox: SandboxClient, more: object = {}): Promise<Account> {
  const clientId = String(randomInt(100_000, 999_999_999));
  const account = { clientId, apiKey: `key-${clientId}`, name: `Магазин ${clientId}` };
  const seed = { client_id: clientId, api_key: account.apiKey, dialect: "v3" as const, name: account.name };
  await sandbox.addAccount({ ...seed, premium_plus: true, ...more });
  return account;
}

test("the form says what each refusal means, and what a good key can do", async ({
  page,
  account,
  shop,
  sandbox,
}) => {
  const sellers = new SellersPage(page);
  const clientId = page.getByLabel("Client-Id");
  const tryKey = () => page.getByRole("button", { name: "Проверить ключ" }).click();
  const other = await makeAccount(sandbox);
  await sandbox.say({ client_id: other.clientId, texts: ["Есть кто?"] });
  await sellers.open();
  await page.getByRole("button", { name: "Подключить магазин" }).click();
  await expect(sellers.dialog.getByRole("complementary", { name: "Где взять ключ" })).toContainText(
    "Seller API",
  );

  await tryKey();
  await expect(sellers.dialog.getByRole("alert")).toHaveCount(2);

  await clientId.fill(account.clientId);
  await sellers.keyField.fill(account.apiKey);
  await tryKey();
  await expect(sellers.dialog).toContainText("уже подключён");
  expect(shop.clientId).toBe(account.clientId);

  await clientId.fill(other.clientId);
  await sellers.keyField.fill("nobody-issued-this");
  await tryKey();
  await expect(sellers.dialog).toContainText("Ozon не принял эту пару Client-Id и ключа");

  await sellers.keyField.fill(other.apiKey);
  await sandbox.changeAccount(other.clientId, { key_expires_at: "2026-01-01T00:00:00Z" });
  await tryKey();
  await expect(sellers.dialog).toContainText("уже не действует");

  await sandbox.changeAccount(other.clientId, {
    key_expires_at: null,
    roles: [{ name: "Склад", methods: ["/v1/seller/info", "/v4/posting/fbs/list"] }],
  });
  await tryKey();
  await expect(sellers.dialog).toContainText("У ключа нет доступа к чатам. Его роли: Склад");

  await sandbox.changeAccount(other.clientId, { roles: null, premium_plus: false });
  await tryKey();
  await expect(sellers.dialog).toContainText("только с подпиской Premium Plus");

  await sandbox.setFault({ kind: "drop_before", client_id: other.clientId });
  await tryKey();
  await expect(sellers.dialog).toContainText("Ozon сейчас не отвечает");
  await sandbox.clearFaults({ client_id: other.clientId });

  // Copied with a space inside and a line end around it: meant all the same.
  await sandbox.changeAccount(other.clientId, { premium_plus: true });
  await clientId.fill(` ${other.clientId.slice(0, 3)} ${other.clientId.slice(3)} `);
  await sellers.keyField.fill(`  ${other.apiKey} `);
  await sellers.keyField.press("Tab");
  await page.keyboard.press("Enter");
  await expect(sellers.dialog.getByRole("status")).toContainText("Ключ подходит");
  await expect(sellers.dialog.getByRole("listitem").filter({ hasText: "отвечать в чатах" })).toContainText(
    "есть",
  );
  await expect(page.getByLabel("Название")).toHaveValue(other.name);
  await expectNoBarriers(page);
  await expectForgotten(page, other.apiKey);

  await page.getByLabel("Название").press("Enter");
  await expect(sellers.dialog).toContainText(`«${other.name}» подключён`);
  await sellers.dialog.getByRole("link", { name: "Открыть магазин" }).click();
  await expect(page.getByRole("heading", { level: 1, name: other.name })).toBeVisible();
});

test("a key is changed without a gap, and checked by a press", async ({ page, shop, sandbox }) => {
  const sellers = new SellersPage(page);
  await sellers.open();
  await sellers.card(shop.name).getByRole("link", { name: shop.name }).click();
  const key = page.getByRole("region", { name: "Ключ", exact: true });
  await expect(key).toContainText("Admin");
  await expect(key).toContainText("с сегодняшнего дня");

  await key.getByRole("button", { name: "Сменить ключ" }).click();
  await sellers.dialog.getByLabel("Новый ключ").fill("no-good");
  await sellers.dialog.getByRole("button", { name: "Проверить и сохранить" }).click();
  await expect(sellers.dialog).toContainText("Ozon не принял эту пару");
  await sellers.dialog.getByRole("button", { name: "Закрыть окно" }).click();
  await expect(page.getByRole("region", { name: "Состояние" })).toContainText("работает");

  const soon = new Date(Date.now() + 12.5 * 86_400_000).toISOString();
  await sandbox.changeAccount(shop.clientId, { api_key: "renewed-key-77aa", key_expires_at: soon });
  await key.getByRole("button", { name: "Сменить ключ" }).click();
  await sellers.dialog.getByLabel("Новый ключ").fill("renewed-key-77aa");
  await sellers.dialog.getByRole("button", { name: "Проверить и сохранить" }).click();
  await expect(page.getByText("Ключ принят, работаем дальше")).toBeVisible();
  await expect(key).toContainText("…77aa");
  await expect(key).toContainText("ещё 12 дней");
  await expect(key).toContainText("Лучше заменить заранее");
  await expectForgotten(page, "renewed-key-77aa");

  await sandbox.changeAccount(shop.clientId, { roles: [{ name: "Склад", methods: ["/v1/seller/info"] }] });
  await key.getByRole("button", { name: "Проверить права и срок" }).click();
  await expect(key).toContainText("нет права на чаты");
  await expectNoBarriers(page);
  // Nothing is left that the banner over everybody else's screen would have to tell.
  await sandbox.changeAccount(shop.clientId, { roles: null });
});

test("a table is tried line by line, and what fits is connected", async ({ page, shop, sandbox }) => {
  const [good, ended] = [
    await makeAccount(sandbox),
    await makeAccount(sandbox, { key_expires_at: "2026-01-01T00:00:00Z" }),
  ];
  await page.goto("/settings/sellers");
  await page.getByRole("link", { name: "Загрузить из таблицы" }).click();
  await page.getByLabel("Или вставьте таблицу").fill("имя;ключ\nа;б");
  await page.getByRole("button", { name: "Проверить строки" }).click();
  await expect(page.getByText("Не хватает столбцов: name, client_id")).toBeVisible();

  const lines = [
    "Название;Client-Id;API-ключ",
    `Новый;${good.clientId};${good.apiKey}`,
    `Снова он;${good.clientId};${good.apiKey}`,
    `Старый;${ended.clientId};${ended.apiKey}`,
    `Уже здесь;${shop.clientId};${shop.apiKey}`,
    `Буквы;12ab;key-letters`,
  ];
  // As a Russian Excel saves it.
  const bytes = Buffer.from(
    [...lines.join("\r\n")].map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
    }),
  );
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "магазины.csv", mimeType: "text/csv", buffer: bytes });
  await expect(page.getByText("Файл «магазины.csv»")).toBeVisible();
  await page.getByRole("button", { name: "Проверить строки" }).click();
  await expect(rowOf(page, 2)).toContainText("подходит");
  await expect(rowOf(page, 3)).toContainText("уже есть в строке 2");
  await expect(rowOf(page, 4)).toContainText("Срок ключа вышел");
  await expect(rowOf(page, 5)).toContainText("уже подключён");
  await expect(rowOf(page, 6)).toContainText("только из цифр");
  await expect(page.locator("body")).not.toContainText(good.apiKey);
  await expectNoBarriers(page);

  await page.getByRole("button", { name: "Подключить 1" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Подключено: 1" })).toBeVisible();
  await expect(rowOf(page, 2)).toContainText("подключён");
  await page.getByRole("main").getByRole("link", { name: "К магазинам" }).click();
  await expect(new SellersPage(page).card("Новый")).toContainText("работает");
});

test("a seller is removed, and its data are erased for good after its name was typed", async ({
  page,
  shop,
}) => {
  const sellers = new SellersPage(page);
  await shop.say("Запомните меня");
  await sellers.open();
  await sellers.card(shop.name).getByRole("link", { name: shop.name }).click();
  await page.getByRole("button", { name: "Убрать магазин" }).click();
  await sellers.dialog.getByRole("button", { name: "Убрать", exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/sellers$/);
  await expect(sellers.card(shop.name)).toHaveCount(0);

  await page.getByRole("link", { name: "Убранные магазины" }).click();
  const row = page.getByRole("listitem").filter({ hasText: shop.name });
  await row.getByRole("button", { name: "Стереть данные" }).click();
  await sellers.dialog.getByRole("textbox").fill("не то");
  await sellers.dialog.getByRole("button", { name: "Стереть насовсем" }).click();
  await expect(sellers.dialog).toContainText("Название не совпадает");
  await expectNoBarriers(page);
  await sellers.dialog.getByRole("textbox").fill(shop.name);
  await sellers.dialog.getByRole("button", { name: "Стереть насовсем" }).click();
  await expect(row).toContainText("Стираем");
  await expect(page.getByText(`Данные «${shop.name}» стёрты`)).toBeVisible({ timeout: 45_000 });
  await expect(row).toHaveCount(0);
});
