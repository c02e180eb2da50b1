import { randomInt } from "node:crypto";
import { expectNoBarriers } from "./support/barriers";
import { type Account, expect, SESSION_FILE, test as worldTest } from "./support/world";

/** A shop with goods in warehouses of the marketplace and of its own. */
const test = worldTest.extend<{ account: Account }>({
  account: async ({ sandbox }, use) => {
    const clientId = String(randomInt(100_000, 999_999_999));
    const account = { clientId, apiKey: `key-${clientId}`, name: `Магазин ${clientId}` };
    const market = { products: 12, warehouses: 6, orders: 0, days: 1 };
    const seed = { client_id: clientId, api_key: account.apiKey, name: account.name, premium_plus: true };
    await sandbox.addAccount({ ...seed, dialect: "v3", market });
    await use(account);
  },
});
// Taking a catalogue in, sending and reading back take longer than looking at screens.
test.describe.configure({ timeout: 180_000 });
test.use({ storageState: SESSION_FILE, viewport: { width: 1440, height: 900 } });

const TAKEN_IN_MS = 90_000;
const READ_BACK_MS = 45_000;
const digits = (text: string | null) => Number(text?.replace(/\D/g, ""));

test("totals agree with the marketplace, a stock is set and read back, a source that is down is named", async ({
  page,
  shop,
  sandbox,
}) => {
  await page.goto(`/stocks?seller=${shop.id}`);
  const matrix = page.getByRole("table", { name: "Остатки по товарам и складам" });
  await expect(matrix).toBeVisible({ timeout: TAKEN_IN_MS });
  const sold = new Set(
    (await sandbox.listProducts(shop.clientId)).flatMap(({ is_archived, offer_id }) =>
      is_archived ? [] : [offer_id],
    ),
  );
  const rows = (await sandbox.listStocks(shop.clientId)).filter(({ offer_id }) => sold.has(offer_id));
  const free = rows.reduce((sum, { present, reserved }) => sum + present - reserved, 0);
  const total = page.getByRole("definition").first();
  await expect(async () => expect(digits(await total.textContent())).toBe(free)).toPass({
    timeout: TAKEN_IN_MS,
  });
  await expectNoBarriers(page);

  const cell = matrix.getByRole("button", { name: /^\d+ шт\., артикул .* изменить$/ }).first();
  const name = (await cell.getAttribute("aria-label")) ?? "";
  const [, before = "0", article = ""] = /^(\d+) шт\., артикул (\S+), склад/.exec(name) ?? [];
  const wanted = Number(before) + 7;
  await cell.click();
  const field = matrix.getByRole("textbox");
  await field.fill(String(wanted));
  await field.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Изменить остаток?" });
  await expect(dialog.getByRole("row").filter({ hasText: article })).toContainText(String(wanted));
  await dialog.getByRole("button", { name: "Отправить 1 остаток" }).click();
  await expect(dialog).toBeHidden();
  await expect(
    matrix.getByRole("button", { name: new RegExp(`^${wanted} шт\\., артикул ${article}, склад`) }),
  ).toBeVisible({ timeout: READ_BACK_MS });

  await sandbox.setFault({
    kind: "status",
    status: 500,
    client_id: shop.clientId,
    path: "/v1/analytics/stocks",
  });
  const asked = await page.request.post("/api/sections/sync", {
    data: { seller_id: shop.id, sections: ["warehouse_stocks"] },
    headers: { Origin: process.env.BROWSER_TEST_URL ?? "" },
  });
  expect(asked.ok()).toBe(true);
  await expect(page.getByText("Один источник остатков не отвечает")).toBeVisible({ timeout: TAKEN_IN_MS });
  await expect(page.getByText(/Склады площадки: по состоянию на/)).toBeVisible();
  await expect(matrix).toBeVisible();
  await sandbox.clearFaults({ client_id: shop.clientId });
});

test("the map shows warehouses by city, and the list beside it says the same", async ({ page, shop }) => {
  await page.goto(`/stocks?seller=${shop.id}&look=map`);
  const cities = page.getByRole("list", { name: "Города и склады" });
  await expect(cities).toBeVisible({ timeout: TAKEN_IN_MS });
  await expect(page.getByRole("img", { name: /^Карта: склады/ })).toBeVisible();
  await expectNoBarriers(page);
  await cities.getByRole("link").first().click();
  await expect(page).toHaveURL(/warehouse=/);
  await expect(page.getByRole("table", { name: "Остатки по товарам и складам" })).toBeVisible();
});
