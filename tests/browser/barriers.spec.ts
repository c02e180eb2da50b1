import type { Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expectNoBarriers } from "./support/barriers";
import { call, welcome } from "./support/broadcasts";
import { expect, SESSION_FILE, test } from "./support/world";

// What is still fading in has no contrast of its own yet.
test.use({ storageState: SESSION_FILE, contextOptions: { reducedMotion: "reduce" } });

/** Every screen, and by what it is known to be there. */
const screens = [
  ["/inbox/open", (page: Page) => page.locator("[data-chat]").first()],
  ["/inbox/snoozed", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/search?q=размер", (page: Page) => page.getByRole("textbox").first()],
  ["/reports", (page: Page) => page.getByRole("figure").first()],
  ["/broadcasts", (page: Page) => page.getByRole("link", { name: /^Новая рассылка|^Чистый лист/ }).first()],
  ["/broadcasts/new", (page: Page) => page.getByRole("button", { name: /^Отправить/ })],
  ["/orders?tab=all", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/products", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/stocks", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/stocks?look=map", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/returns?tab=all", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/finance", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/settings", (page: Page) => page.getByRole("navigation").first()],
  ["/settings/preferences", (page: Page) => page.getByRole("radio").first()],
  ["/settings/account", (page: Page) => page.getByText("сейчас, этот браузер")],
  ["/settings/sellers", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/settings/sellers/import", (page: Page) => page.getByRole("button", { name: "Проверить строки" })],
  ["/settings/sellers/removed", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/settings/service", (page: Page) => page.getByRole("heading", { level: 2 }).first()],
  ["/settings/team", (page: Page) => page.getByRole("heading", { name: "Кто входит по коду" })],
  ["/invitation", (page: Page) => page.getByText("Нужна ссылка целиком")],
  ["/settings/tags", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/settings/canned-replies", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/settings/automation", (page: Page) => page.getByRole("heading", { level: 1 })],
  ["/settings/broadcasts", (page: Page) => page.getByRole("button", { name: "Сохранить" })],
  ["/settings/orders", (page: Page) => page.getByRole("checkbox")],
  ["/settings/operations", (page: Page) => page.getByRole("heading", { name: "Очереди" })],
  ["/settings/tokens", (page: Page) => page.getByRole("heading", { level: 2 }).first()],
  ["/settings/outgoing", (page: Page) => page.getByRole("heading", { level: 2 }).first()],
  ["/settings/audit", (page: Page) => page.getByText(/Подключён магазин «/).first()],
  ["/settings/retention", (page: Page) => page.getByText(/Сейчас (не )?удалилось бы/)],
  ["/no-such-page", (page: Page) => page.getByText("Такой страницы нет")],
] as const;

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    for (const [address, landmark] of screens) {
      test(`${address} has no barriers, wide and narrow`, async ({ page, shop }) => {
        await shop.say("Подскажите размер, пожалуйста");
        for (const size of sizes) {
          await page.setViewportSize(size);
          await page.goto(address);
          await expect(landmark(page)).toBeVisible();
          await expect(page.locator(".skeleton")).toHaveCount(0);
          await expectNoBarriers(page);
        }
      });
    }

    test("what came of a broadcast has no barriers, wide and narrow", async ({ page, shop }) => {
      const sellerId = await welcome(page, shop, ["Ольга", "Пётр"]);
      const variants = ["У нас есть новинки", "Новинки ждут"].map((template) => ({
        template,
        share: 50,
      }));
      const { broadcast } = await call(page, "POST", "/api/broadcasts", {
        seller_id: sellerId,
        name: "Новая полка",
        variants,
        quiet_hours: "ignore",
      });
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.goto(`/broadcasts/${broadcast.id}`);
        await expect(page.locator("[data-recipient=sent]")).toHaveCount(2);
        await expect(page.locator(".skeleton")).toHaveCount(0);
        await expectNoBarriers(page);
      }
    });

    test("what lies over the screens has no barriers", async ({ page, shop }) => {
      const inbox = new InboxPage(page);
      await shop.say("Подскажите размер, пожалуйста");
      await inbox.open(shop.name);
      await inbox.row("Подскажите размер").click();
      await expect(inbox.message("Подскажите размер")).toBeVisible();
      for (const key of ["a", "t", "s", "Shift+Slash", "Control+k", "Control+f"]) {
        await page.keyboard.press(key);
        await expect(page.locator(":focus")).toBeVisible();
        await expectNoBarriers(page);
        await page.keyboard.press("Escape");
      }
      await page.keyboard.press("x");
      await expectNoBarriers(page);
    });
  });
}
