import { SellersPage } from "./pages/sellers-page";
import { SignInPage } from "./pages/sign-in-page";
import { admin, expect, SESSION_FILE, test } from "./support/world";

// One story in order: the product is empty only once.
test.describe.configure({ mode: "serial" });

test("the first visit makes the first admin and asks for the first seller", async ({ page }) => {
  const door = new SignInPage(page);
  await page.goto("/");
  await expect(page).toHaveURL(/\/set-up$/);

  await door.setUp({ ...admin, email: "anna", password: "short" });
  await expect(page.getByText("Похоже, в адресе ошибка")).toBeVisible();
  await expect(page.getByText("Пароль короче 8 знаков")).toBeVisible();

  await door.setUp(admin);
  await expect(page).toHaveURL(/\/settings\/sellers$/);
  await expect(page.getByRole("heading", { name: "Подключите первый магазин" })).toBeVisible();
});

test("set-up is gone once there is an admin, and a wrong password stays outside", async ({ page }) => {
  const door = new SignInPage(page);
  await page.goto("/set-up");
  await expect(page).toHaveURL(/\/sign-in$/);

  await door.signIn(admin.email, "not-the-password");
  await expect(door.alert).toContainText("Почта или пароль не подошли");

  await door.signIn(admin.email, admin.password);
  await expect(page).toHaveURL(/\/inbox/);
  await page.context().storageState({ path: SESSION_FILE });
});

test("who signs out is outside", async ({ page }) => {
  const door = new SignInPage(page);
  await door.open();
  await door.signIn(admin.email, admin.password);
  await page.getByRole("button", { name: `Меню: ${admin.name}` }).click();
  await page.getByRole("menuitem", { name: "Выйти" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/inbox");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a refused key stores nothing, the right one connects the shop", async ({
  browser,
  account,
  sandbox,
}) => {
  const context = await browser.newContext({ storageState: SESSION_FILE });
  const page = await context.newPage();
  const sellers = new SellersPage(page);
  await sandbox.say({ client_id: account.clientId, texts: ["Здравствуйте! Это есть в наличии?"] });
  await sellers.open();

  await sellers.connect({ ...account, apiKey: "wrong-key" });
  await expect(page.getByText("Ozon не принял эту пару Client-Id и ключа")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Подключите первый магазин" })).toBeVisible();

  await sellers.keyField.fill(account.apiKey);
  await page.getByRole("button", { name: "Проверить и подключить" }).click();
  await expect(sellers.dialog).toContainText(`«${account.name}» подключён`);
  await expect(sellers.dialog).toContainText("/api/webhooks/ozon/");
  await sellers.dialog.getByRole("button", { name: "Готово" }).click();
  await expect(sellers.card(account.name)).toContainText("работает");
  await expect(page.locator("body")).not.toContainText(account.apiKey);
  await context.close();
});
