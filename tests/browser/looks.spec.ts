import { gzipSync } from "node:zlib";
import { InboxPage } from "./pages/inbox-page";
import { expectNoBarriers } from "./support/barriers";
import { expect, SESSION_FILE, test } from "./support/world";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("sign-in has no barriers", async ({ page }) => {
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Войти" }).click();
      await expectNoBarriers(page);
    });

    test.describe("signed in", () => {
      test.use({ storageState: SESSION_FILE });

      test("the inbox has no barriers, wide and narrow", async ({ page, shop }) => {
        const inbox = new InboxPage(page);
        await shop.say("Здравствуйте! Пришёл не тот цвет.");
        await inbox.open(shop.name);
        await inbox.row("не тот цвет").click();
        await expect(inbox.message("не тот цвет")).toBeVisible();
        await expectNoBarriers(page);
        await page.setViewportSize({ width: 390, height: 844 });
        await expect(page.getByRole("link", { name: "К списку чатов" })).toBeVisible();
        await expectNoBarriers(page);
        await page.getByRole("link", { name: "К списку чатов" }).click();
        await page.getByRole("button", { name: "Открыть меню" }).click();
        await expect(page.getByRole("dialog")).toContainText(shop.name);
        await expectNoBarriers(page);
      });

      test("the sellers have no barriers", async ({ page, shop }) => {
        await page.goto("/settings/sellers");
        await expect(page.getByRole("heading", { name: shop.name })).toBeVisible();
        await expectNoBarriers(page);
        await page.getByRole("button", { name: "Подключить магазин" }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectNoBarriers(page);
      });
    });
  });
}

test.describe("choices of the person", () => {
  test.use({ storageState: SESSION_FILE });

  test("theme and language change at once and outlive a reload", async ({ page }) => {
    await page.goto("/inbox");
    const openMenu = () => page.getByRole("button", { name: /^(Меню|Menu):/ }).click();
    await openMenu();
    await page.getByRole("menuitemradio", { name: "Тёмная" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await openMenu();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Waiting" })).toBeVisible();

    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("heading", { level: 1, name: "Waiting" })).toBeVisible();
  });
});

test("an English browser is greeted in English", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: "en-US" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test.describe("weight", () => {
  test.use({ storageState: SESSION_FILE });

  test("opening the inbox brings at most 300 KB of compressed scripts", async ({ page }) => {
    const scripts: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response.body());
    });
    await page.goto("/inbox");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("load");
    const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).byteLength);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(300 * 1024);
  });
});
