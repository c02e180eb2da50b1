import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expectNoBarriers } from "./support/barriers";
import { admin, expect, SESSION_FILE, type Shop, test } from "./support/world";

test.use({ storageState: SESSION_FILE });
test.setTimeout(180_000);

/** Calls our own API as whoever the request context is signed in as. */
async function call(request: APIRequestContext, method: "POST" | "PATCH", path: string, data: object) {
  const answer = await request.fetch(path, {
    method,
    data,
    headers: { Origin: process.env.BROWSER_TEST_URL ?? "" },
  });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** An operator of this shop alone, at a desk of their own. */
async function seatOperator(page: Page, browser: Browser, shop: Shop) {
  const person = {
    name: `Борис ${shop.clientId}`,
    email: `boris-${shop.clientId}@example.ru`,
    password: "prilavok-2026",
  };
  await call(page.request, "POST", "/api/users", { ...person, role: "operator", seller_ids: [shop.id] });
  const context = await browser.newContext({
    baseURL: process.env.BROWSER_TEST_URL,
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    viewport: { width: 1440, height: 900 },
    storageState: { cookies: [], origins: [] },
  });
  const { email, password } = person;
  await call(context.request, "POST", "/api/auth/sign-in/email", { email, password });
  return { ...person, sellerId: shop.id, desk: await context.newPage(), close: () => context.close() };
}

test("an hour of two operators: found, answered, taken back, handed over, put off, closed, counted", async ({
  page,
  shop,
  browser,
  sandbox,
}) => {
  const boris = await seatOperator(page, browser, shop);
  const tag = `Возврат ${shop.clientId}`;
  const shortcut = `где${shop.clientId}`;
  await test.step("the desk is set up", async () => {
    await call(page.request, "PATCH", "/api/me/preferences", { undo_seconds: 3, after_close: "next" });
    await call(page.request, "POST", "/api/tags", { name: tag, color: "red" });
    await call(page.request, "POST", "/api/canned-replies", {
      shortcut,
      title: "Где заказ",
      text: "Здравствуйте, {{buyer_name}}! Заказ {{order_number}} уже в пути.",
      seller_id: boris.sellerId,
    });
    await call(page.request, "POST", "/api/automation-rules", {
      name: `О возврате ${shop.clientId}`,
      is_enabled: true,
      trigger: "new_message",
      conditions: { words: ["вернуть"], seller_ids: [boris.sellerId] },
      actions: [{ do: "tag", tag }],
    });
  });

  const order = `${shop.clientId}-0042`;
  await test.step("buyers write", async () => {
    await sandbox.say({
      client_id: shop.clientId,
      texts: ["Где мой заказ?"],
      buyer_name: "Ольга",
      order: { order_number: order, posting_number: `${order}-1` },
    });
    await shop.say("Хочу вернуть куртку, мала");
    await shop.say("А доставка в субботу есть?");
    await shop.say("Просто спасибо за быструю доставку!");
  });
  const anna = new InboxPage(page);
  const his = new InboxPage(boris.desk);
  await anna.open(shop.name);
  await his.open(shop.name);
  await expect(anna.page.locator("[data-chat]")).toHaveCount(4);
  await expect(his.page.locator("[data-chat]")).toHaveCount(4);

  await test.step("two at one buyer see each other before they answer twice", async () => {
    await anna.row("Где мой заказ").click();
    await expect(anna.message("Где мой заказ")).toBeVisible();
    await his.row("Где мой заказ").click();
    await expect(boris.desk.getByText(`Здесь же: ${admin.name}`)).toBeAttached();
    await his.composer.fill("Здравствуйте, сейчас посмотрю");
    await anna.composer.pressSequentially("Сейч");
    await expect(boris.desk.getByText(/^Анна печатает/).first()).toBeAttached();
    await his.composer.press("Control+Enter");
    await expect(boris.desk.getByText(`${admin.name} сейчас отвечает этому покупателю.`)).toBeVisible();
    await his.composer.press("Escape");
    await his.composer.fill("");
    expect(await shop.sentTexts()).toEqual([]);
  });

  await test.step("a canned reply knows the order; sent, closed, and the next chat is open", async () => {
    await anna.composer.fill("");
    await anna.composer.pressSequentially(`/${shortcut}`);
    await expect(page.getByRole("option", { name: /Где заказ/ })).toBeVisible();
    await anna.composer.press("Enter");
    await expect(anna.composer).toHaveValue(new RegExp(`Заказ ${order} уже в пути\\.$`));
    const before = new URL(page.url()).pathname;
    await expect(page.getByText(/печатает…/)).toHaveCount(0); // the colleague has let it be
    await anna.composer.press("Control+Shift+Enter");
    await expect.poll(() => new URL(page.url()).pathname).not.toBe(before);
    await expect(anna.conversation.locator("[data-message]").first()).toBeVisible();
    await expect
      .poll(() => shop.sentTexts())
      .toEqual([expect.stringContaining(`Заказ ${order} уже в пути.`)]);
    await expect(anna.row("Где мой заказ")).toHaveCount(0);
  });

  await test.step("a reply that would be refused is warned of, and one sent too soon is taken back", async () => {
    await anna.row("в субботу").click();
    await expect(anna.message("в субботу")).toBeVisible();
    await anna.composer.fill("Да, есть. Звоните +7 912 345-67-89");
    await anna.composer.press("Control+Enter");
    await expect(page.getByText("номер телефона").first()).toBeVisible();
    await anna.composer.press("Escape");
    await anna.composer.fill("Да, есть");
    await anna.composer.press("Control+Enter");
    await page.getByRole("button", { name: /^Отменить/ }).click();
    await expect(anna.composer).toHaveValue("Да, есть");
    await anna.composer.fill("Да, есть: с 10 до 18");
    await anna.composer.press("Control+Enter");
    await expect(anna.message("с 10 до 18")).toHaveAttribute("data-status", "sent");
    expect(await shop.sentTexts()).toHaveLength(2);
  });

  await test.step("the rule has tagged the return; it goes to the colleague with a word", async () => {
    await anna.row("вернуть куртку").click();
    await expect(page.getByRole("button", { name: `Теги: ${tag}. Изменить` })).toBeVisible();
    await page.keyboard.press("a");
    await page.getByLabel("Записка коллеге").fill("Возьми, ты знаешь размеры");
    await page.getByRole("option", { name: new RegExp(boris.name) }).click();
    await expect(anna.conversation.locator("[data-note]").filter({ hasText: "Возьми" })).toBeVisible();
    await boris.desk.getByRole("button", { name: /^Уведомления/ }).click();
    await boris.desk.getByText("Возьми, ты знаешь размеры").first().click();
    await expect(his.message("вернуть куртку")).toBeVisible();
    await boris.desk.keyboard.press("r");
    await his.composer.fill("Конечно. Какой размер вам подойдёт?");
    await his.composer.press("Control+Enter");
    await expect(his.message("Какой размер")).toHaveAttribute("data-status", "sent");
    await expect(anna.message("Какой размер")).toContainText(boris.name);
  });

  await test.step("what needs the buyer sleeps until the buyer writes", async () => {
    await boris.desk.keyboard.press("Escape");
    await boris.desk.keyboard.press("s");
    await boris.desk.getByRole("option", { name: "Пока покупатель не напишет" }).click();
    await expect(anna.row("вернуть куртку")).toHaveCount(0);
  });

  await test.step("the rest is closed at once, and nobody waits", async () => {
    await anna.open(shop.name);
    for (const text of ["Просто спасибо", "с 10 до 18"]) {
      await anna.row(text).hover();
      await anna.row(text).locator("xpath=..").getByRole("checkbox").click();
    }
    await page.keyboard.press("e");
    await expect(page.locator("[data-chat]")).toHaveCount(0);
    await expect(page.getByText("Закрыто: 2")).toBeVisible(); // on its way in it has no contrast of its own yet
    await expectNoBarriers(page);
    await expectNoBarriers(boris.desk);
  });

  await test.step("the hour stands in the report", async () => {
    await page.goto(`/reports?period=today&seller=${boris.sellerId}`);
    const people = page.getByRole("region", { name: "Операторы" });
    await expect(people).toContainText(boris.name);
    await expect(people).toContainText(admin.name);
    const answered = page.getByRole("region", { name: "Главное" });
    await expect(answered).toContainText(/Отвечено\s*3/);
  });
  await call(page.request, "PATCH", "/api/me/preferences", { undo_seconds: 5 });
  await boris.close();
});
