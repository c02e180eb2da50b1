import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expectNoBarriers } from "./support/barriers";
import { type Account, expect, SESSION_FILE, test as worldTest } from "./support/world";

/** A shop that has sold for a while. */
const test = worldTest.extend<{ account: Account }>({
  account: async ({ sandbox }, use) => {
    const clientId = String(randomInt(100_000, 999_999_999));
    const account = { clientId, apiKey: `key-${clientId}`, name: `Магазин ${clientId}` };
    const market = { products: 12, warehouses: 3, orders: 120, days: 60 };
    const seed = { client_id: clientId, api_key: account.apiKey, name: account.name, premium_plus: true };
    await sandbox.addAccount({ ...seed, dialect: "v3", market });
    await use(account);
  },
});
test.use({ storageState: SESSION_FILE, viewport: { width: 1440, height: 900 } });

const TAKEN_IN_MS = 90_000;
const READ_BACK_MS = 45_000;
const DAY_MS = 86_400_000;

test("a request for a return is accepted after a look at what changes, and is read back", async ({
  page,
  account,
  sandbox,
}) => {
  test.setTimeout(180_000);
  const { posting_number: posting } = await sandbox.placeOrder({
    client_id: account.clientId,
    order: { order_number: "77003-0003", status: "delivered", scheme: "rfbs", product_name: "Шарф синий" },
  });
  const request = await sandbox.addReturnRequest({ client_id: account.clientId, posting_number: posting });
  const added = await page.request.post("/api/sellers", {
    data: {
      name: account.name,
      marketplace: "ozon",
      client_id: account.clientId,
      api_key: account.apiKey,
    },
    headers: { Origin: process.env.BROWSER_TEST_URL ?? "" },
  });
  const sellerId: string = (await added.json()).seller.id;

  await page.goto(`/returns?tab=to_decide&seller=${sellerId}`);
  const row = page.getByRole("list", { name: "Возвраты" }).getByRole("link", { name: /Шарф синий/ });
  await expect(row).toBeVisible({ timeout: TAKEN_IN_MS });
  await expectNoBarriers(page);
  await row.click();
  await expect(page).toHaveURL(/\/returns\/[0-9a-f-]{36}/);
  const panel = page.getByRole("complementary", { name: /^Заявка / });

  // What needs more than a press asks for it first.
  await panel.getByRole("button", { name: "Отклонить заявку" }).click();
  const refusal = page.getByRole("dialog", { name: "Отклонить заявку?" });
  const reject = refusal.getByRole("button", { name: "Отклонить заявку" });
  await expect(reject).toBeDisabled();
  await refusal.getByLabel("Причина").selectOption({ label: "Нарушена комплектация" });
  await expect(reject).toBeDisabled();
  await refusal.getByLabel("Пояснение для покупателя").fill("Нет пояса");
  await expect(reject).toBeEnabled();
  await expectNoBarriers(page);
  await refusal.getByRole("button", { name: "Отмена" }).click();

  await panel.getByRole("button", { name: "Согласовать возврат" }).click();
  const question = page.getByRole("dialog", { name: "Согласовать возврат?" });
  await expect(question).toContainText("Шарф синий");
  await expect(question).toContainText("На рассмотрении у продавца");
  await question.getByRole("button", { name: "Согласовать возврат" }).click();
  await expect(question).toHaveCount(0);
  await expect(panel.getByText("одобрен")).toBeVisible({ timeout: READ_BACK_MS });
  await expect(panel.getByRole("group").getByText("Решение по возврату")).toBeVisible();
  const there = (await sandbox.listReturns(account.clientId)).find(({ id }) => id === request.id);
  expect(there?.state).toBe("APPROVED");
});

test("the money is the marketplace's to the kopeck, on screen and in the table to take away", async ({
  page,
  account,
  shop,
  sandbox,
}) => {
  test.setTimeout(180_000);
  const day = (back: number) => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);
  const days = { from: day(40), to: day(2) };
  const ledger = await sandbox.readLedger(account.clientId, days);
  expect(ledger.entries).toBeGreaterThan(20);
  await page.goto(`/finance?${new URLSearchParams({ ...days, seller: shop.id })}`);
  const statement = page.getByRole("region", { name: "Итоги" });
  const kopecks = async () =>
    (
      await statement
        .getByText(/^-?[\d\s]+(,\d\d)?\s₽$/)
        .first()
        .textContent()
    )?.replace(/[^\d,-]/g, "");
  await expect(page.getByRole("button", { name: /^обновлено/ })).toBeVisible({ timeout: TAKEN_IN_MS });
  const told = ledger.total.replace(/\.00$/, "").replace(".", ",");
  await expect.poll(kopecks, { timeout: TAKEN_IN_MS }).toBe(told);
  await expect(page.getByRole("table", { name: "По заказам" }).getByRole("row")).not.toHaveCount(0);
  await expectNoBarriers(page);

  await statement.getByRole("button", { name: /^Комиссия/ }).click();
  await expect(page.getByRole("table", { name: "Все начисления" })).toBeVisible();
  await expect(page).toHaveURL(/table=entries&kind=commission/);

  await page.getByRole("button", { name: "Скачать" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Все начисления (CSV)" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe(`finance-entries-${days.from}.csv`);
  const table = await readFile(await file.path(), "utf8");
  const amounts = [...table.matchAll(/;(-?\d+,\d\d);"RUB"\r$/gm)].map(([, amount = ""]) => amount);
  const sum = amounts.reduce((all, amount) => all + BigInt(amount.replace(",", "")), 0n);
  expect(sum).toBe(BigInt(ledger.total.replace(".", "")));
});
