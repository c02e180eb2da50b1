import type { APIResponse, Locator, Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, type Shop, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

/** Calls our own API as the person who is signed in. */
async function call(page: Page, method: string, path: string, data?: object): Promise<APIResponse> {
  const answer = await page.request.fetch(path, {
    method,
    data,
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
  return answer;
}

const views = (page: Page) => page.getByRole("navigation", { name: "Виды" });
const boxOf = (row: Locator) => row.locator("xpath=..").getByRole("checkbox");
const textsOf = (page: Page) => page.locator("[data-chat]").allInnerTexts();

/** Three buyers write, the oldest first; the list of their shop shows them. */
async function openThree(page: Page, shop: Shop): Promise<InboxPage> {
  const inbox = new InboxPage(page);
  for (const text of ["Первый вопрос", "Второй вопрос", "Третий вопрос"]) {
    await shop.say(text);
    await expect(async () => {
      await inbox.open(shop.name);
      await expect(inbox.row(text)).toBeVisible({ timeout: 3_000 });
    }).toPass();
  }
  return inbox;
}

test("a view keeps the order that was chosen for it, over a reload", async ({ page, shop }) => {
  const inbox = await openThree(page, shop);
  await page.getByLabel("Порядок").selectOption("newest");
  await expect(async () => expect((await textsOf(page))[0]).toContain("Третий")).toPass();
  await page.getByLabel("Порядок").selectOption("waiting");
  await expect(async () => expect((await textsOf(page))[0]).toContain("Первый")).toPass();
  await page.reload();
  await expect(inbox.row("Первый вопрос")).toBeVisible();
  await expect(page.getByLabel("Порядок")).toHaveValue("waiting");
  expect((await textsOf(page))[0]).toContain("Первый");
});

test("several chats are closed at once and brought back with one press", async ({ page, shop }) => {
  const inbox = await openThree(page, shop);
  await inbox.row("Первый вопрос").hover();
  await boxOf(inbox.row("Первый вопрос")).click();
  await boxOf(inbox.row("Второй вопрос")).click();
  const bar = page.getByRole("toolbar", { name: "Что сделать с отмеченными" });
  await expect(bar).toContainText("Отмечено 2");
  await bar.getByRole("button", { name: /^Закрыть/ }).click();
  await expect(inbox.row("Первый вопрос")).toHaveCount(0);
  await expect(inbox.row("Второй вопрос")).toHaveCount(0);
  await expect(inbox.row("Третий вопрос")).toBeVisible();
  await expect(page.getByText("Закрыто: 2")).toBeVisible();

  await page.getByRole("button", { name: "Отменить" }).click();
  await expect(inbox.row("Первый вопрос")).toBeVisible();
  await expect(inbox.row("Второй вопрос")).toBeVisible();
});

test("keys walk the list, mark a range and close the open chat for the next", async ({ page, shop }) => {
  const inbox = await openThree(page, shop);
  await page.keyboard.press("j");
  await expect(page.locator("[data-chat][aria-current=true]")).toHaveCount(1);
  await expect(inbox.conversation).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+J");
  const bar = page.getByRole("toolbar", { name: "Что сделать с отмеченными" });
  await expect(bar).toContainText("Отмечено 2");
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);

  const open = page.locator("[data-chat][aria-current=true]");
  const closedId = await open.getAttribute("data-chat");
  await page.keyboard.press("e");
  await expect(page.locator(`[data-chat="${closedId}"]`)).toHaveCount(0);
  await expect(open).toHaveCount(1);
  await expect(inbox.composer).toBeVisible();
});

test("keys go to views in any layout, and the map of keys shows them", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  await inbox.open(shop.name);
  await expect(page.getByRole("heading", { level: 1, name: shop.name })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Мои" })).toBeVisible();
  // The Russian layout: the same places on the keyboard.
  await page.keyboard.press("KeyG");
  await page.keyboard.press("KeyS");
  await expect(page.getByRole("heading", { level: 1, name: "Отложенные" })).toBeVisible();
  await page.keyboard.press("BracketLeft");
  await expect(page.getByRole("heading", { level: 1, name: "Непрочитанные" })).toBeVisible();
  await page.keyboard.press("Shift+Slash");
  await expect(page.getByRole("dialog", { name: "Клавиши" })).toContainText("отметить вниз");
});

test("filters put together by hand become a view of one's own, with its count", async ({ page, shop }) => {
  const inbox = await openThree(page, shop);
  const name = `Непрочитанные ${shop.clientId}`;
  await page.getByRole("button", { name: "Отобрать чаты" }).click();
  await page.getByLabel("непрочитанные").check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "Отбор" })).toBeVisible();
  await expect(inbox.row("Первый вопрос")).toBeVisible();

  await page.getByRole("button", { name: "Сохранить вид" }).click();
  await page.getByLabel("Название").fill(name);
  await page.getByRole("button", { name: "Сохранить", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(views(page).getByRole("link", { name: new RegExp(`${name}\\s*3`) })).toBeVisible();

  await shop.say("Четвёртый вопрос");
  await expect(inbox.row("Четвёртый вопрос")).toBeVisible();
  await expect(views(page).getByRole("link", { name: new RegExp(`${name}\\s*4`) })).toBeVisible();
});

test("a view whose tag was deleted says so, and is mended with another tag", async ({ page, shop }) => {
  const inbox = await openThree(page, shop);
  const gone = `брак ${shop.clientId}`;
  const kept = `возврат ${shop.clientId}`;
  const { tag } = await (await call(page, "POST", "/api/tags", { name: gone })).json();
  await call(page, "POST", "/api/tags", { name: kept });
  const { items } = await (await call(page, "GET", "/api/chats?limit=100")).json();
  const chat = items.find(
    (item: { last_message_preview: string }) => item.last_message_preview === "Второй вопрос",
  );
  await call(page, "PATCH", `/api/chats/${chat.id}`, { tags: [kept] });
  const { view } = await (
    await call(page, "POST", "/api/views", { name: `С браком ${shop.clientId}`, filters: { tag: gone } })
  ).json();
  await call(page, "DELETE", `/api/tags/${tag.id}`);

  await page.goto(`/inbox/saved-${view.id}`);
  await expect(page.getByText(`Тег «${gone}» удалён. Выберите другой или удалите вид.`)).toBeVisible();
  await page.getByRole("button", { name: "Изменить", exact: true }).click();
  await page.getByLabel("Тег").selectOption(kept);
  await page.getByRole("button", { name: "Сохранить", exact: true }).click();
  await expect(inbox.row("Второй вопрос")).toBeVisible();
  await expect(inbox.row("Первый вопрос")).toHaveCount(0);

  const menu = views(page).getByRole("button", { name: new RegExp(`видом «С браком ${shop.clientId}»`) });
  await menu.hover();
  await menu.click();
  await page.getByRole("menuitem", { name: "Удалить" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ждут ответа" })).toBeVisible();
  await expect(page.getByText(`Вид «С браком ${shop.clientId}» удалён`)).toBeVisible();
});

test("what is under the pointer stays there while others write", async ({ page, shop }) => {
  const inbox = await openThree(page, shop);
  await page.getByLabel("Порядок").selectOption("newest");
  await expect(async () => expect((await textsOf(page))[0]).toContain("Третий")).toPass();
  const row = inbox.row("Второй вопрос");
  await row.hover();
  const before = await row.boundingBox();
  await shop.say("Новый вопрос");
  await expect(views(page).getByRole("link", { name: new RegExp(`${shop.name}\\s*4`) })).toBeVisible();
  await expect(page.getByRole("button", { name: "Выше 1 чат" })).toBeVisible();
  expect((await row.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await page.getByRole("button", { name: "Выше 1 чат" }).click();
  await expect(inbox.row("Новый вопрос")).toBeInViewport();
});
