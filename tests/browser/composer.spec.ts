import type { Browser, Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

/** The smallest picture there is: one grey dot. */
const PNG_BASE64 =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function post(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.post(path, { data, headers: { Origin: new URL(page.url()).origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** The same person on another device: nothing of this browser's storage is there. */
async function onAnotherDevice(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, storageState: SESSION_FILE, locale: "ru-RU" });
  return context.newPage();
}

test("a draft is kept on the server and waits on another device; sending there empties it here", async ({
  page,
  shop,
  browser,
  baseURL,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Какой размер взять?");
  await inbox.open(shop.name);
  await inbox.row("Какой размер взять?").click();
  const saved = page.waitForResponse(
    (answer) => answer.url().endsWith("/draft") && answer.request().method() === "PUT",
  );
  await inbox.composer.fill("Берите на размер больше");
  await saved;

  const other = new InboxPage(await onAnotherDevice(browser, baseURL));
  await other.open(shop.name);
  await other.row("Какой размер взять?").click();
  await expect(other.composer).toHaveValue("Берите на размер больше");
  await other.composer.press("Control+Enter");
  await expect(other.message("Берите на размер больше")).toHaveAttribute("data-status", "sent");

  await page.reload();
  await expect(inbox.message("Берите на размер больше")).toBeVisible();
  await expect(inbox.composer).toHaveValue("");
  await other.page.context().close();
});

test("a canned reply is found by its shortcut, filled, and a gap is selected to be written over", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  const shortcut = `трек${shop.clientId}`;
  await shop.say("Где посылка?");
  await inbox.open(shop.name);
  await page.goto("/settings/canned-replies");
  await page.getByRole("button", { name: "Новый ответ" }).first().click();
  await page.getByLabel("Сокращение").fill(shortcut);
  await page.getByLabel("Название").fill("Где посылка");
  await page
    .getByLabel("Текст")
    .fill("Здравствуйте, {{buyer_name}}! Это {{seller_name}}. Трек-номер: {{tracking}}.");
  await expect(
    page.getByText("Здравствуйте, Марина! Это КроссМаркет. Трек-номер: 80084512345678."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.getByText(`/${shortcut}`)).toBeVisible();

  await inbox.open(shop.name);
  await inbox.row("Где посылка?").click();
  await inbox.composer.pressSequentially(`/${shortcut}`);
  await expect(page.getByRole("option", { name: shortcut })).toBeVisible();
  await inbox.composer.press("Enter");
  await expect(inbox.composer).toHaveValue(`Здравствуйте! Это ${shop.name}. Трек-номер: [трек-номер].`);
  await inbox.composer.press("Control+Enter");
  await expect(page.getByText("осталось незаполненное место: [трек-номер]")).toBeVisible();
  await inbox.composer.press("Escape");
  await inbox.composer.press("Control+z");
  await expect(inbox.composer).toHaveValue(`/${shortcut}`);
  await inbox.composer.press("End");
  await expect(page.getByRole("option", { name: shortcut })).toBeVisible();
  await inbox.composer.press("Enter");
  await inbox.composer.pressSequentially("80084512345678");
  await expect(inbox.composer).toHaveValue(`Здравствуйте! Это ${shop.name}. Трек-номер: 80084512345678.`);
});

test("a pasted picture goes behind the text; a file of a wrong kind is refused before it is sent", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Пришлите фото");
  await inbox.open(shop.name);
  await inbox.row("Пришлите фото").click();
  await inbox.composer.fill("Вот фото");
  await inbox.composer.evaluate((field, base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "фото.png", { type: "image/png" }));
    clipboardData.items.add(new File(["MZ"], "вирус.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, PNG_BASE64);
  const chips = page.getByRole("list", { name: "Файлы к ответу" });
  await expect(chips.getByText("фото.png")).toBeVisible();
  await expect(page.getByText("«вирус.png» площадка не примет")).toBeVisible();

  // Slow enough that its way can be seen.
  await page.route("**/files", async (route) => {
    await expect(chips.getByRole("progressbar")).toBeVisible();
    await route.continue();
  });
  await inbox.composer.press("Control+Enter");
  await expect(chips).toHaveCount(0);
  await expect(inbox.conversation.locator("[data-message][data-status=sent]")).toHaveCount(2);
  const sent = await sandbox.listMessages(shop.clientId, { direction: "outbound" });
  expect(sent.map((message) => message.text)).toEqual(["Вот фото", expect.anything()]);
});

test("what the marketplace would refuse is underlined; the first Ctrl+Enter asks, the second sends", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Как с вами связаться?");
  await inbox.open(shop.name);
  await inbox.row("Как с вами связаться?").click();
  await inbox.composer.fill("Отправление 45821190-0127-1. Пишите на shop@mail.ru или +7 912 345-67-89");
  await expect(page.locator("[data-finding]")).toHaveText(["shop@mail.ru", "+7 912 345-67-89"]);
  await expect(page.getByText("Ozon не пропустит адрес почты и номер телефона")).toBeVisible();

  await inbox.composer.press("Control+Enter");
  await expect(page.getByText("Отправить всё равно?")).toBeVisible();
  await inbox.composer.press("Escape");
  await expect(page.getByText("Отправить всё равно?")).toHaveCount(0);
  await expect(inbox.composer).toBeFocused();
  await inbox.composer.press("Control+Enter");
  await page.getByRole("button", { name: "Отправить", exact: true }).first().click();
  await expect(inbox.message("shop@mail.ru")).toHaveAttribute("data-status", "failed");
  expect(await shop.sentTexts()).toEqual([]);
});

test("a reply taken back never reaches the buyer, and its words return into the field", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Вернёте деньги?");
  await inbox.open(shop.name);
  await inbox.row("Вернёте деньги?").click();
  await inbox.answer("Нет, не вернём");
  await expect(inbox.composer).toHaveValue("");
  await inbox.composer.press("Control+z");
  await expect(inbox.composer).toHaveValue("Нет, не вернём");
  await expect(inbox.message("Нет, не вернём")).toHaveCount(0);

  await inbox.answer("Да, вернём сегодня");
  await expect(inbox.message("Да, вернём сегодня")).toHaveAttribute("data-status", "sent");
  expect(await shop.sentTexts()).toEqual(["Да, вернём сегодня"]);
});

test("Ctrl+Shift+Enter sends, closes and opens the next chat; taking it back opens the first one again", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Второй в списке");
  await inbox.open(shop.name);
  await expect(inbox.row("Второй в списке")).toBeVisible();
  await shop.say("Первый в списке");
  await inbox.row("Первый в списке").click();
  await inbox.composer.fill("Готово, отправили");
  await inbox.composer.press("Control+Shift+Enter");
  await expect(inbox.message("Второй в списке")).toBeVisible();
  await expect(inbox.row("Первый в списке")).toHaveCount(0);

  await page.getByRole("button", { name: "Отменить" }).click();
  await expect(inbox.message("Первый в списке")).toBeVisible();
  await expect(inbox.composer).toHaveValue("Готово, отправили");
  await expect(page.getByRole("button", { name: "Закрыть", exact: true })).toBeVisible();
  expect(await shop.sentTexts()).toEqual([]);
});

test("a note names a colleague, who gets a notice; the marketplace gets nothing", async ({
  page,
  shop,
  browser,
  baseURL,
}) => {
  const inbox = new InboxPage(page);
  await shop.say("Можно скидку?");
  await inbox.open(shop.name);
  await inbox.row("Можно скидку?").click();
  await expect(inbox.message("Можно скидку?")).toBeVisible();
  const name = `Глеб ${shop.clientId}`;
  const colleague = { name, email: `gleb-${shop.clientId}@example.ru`, password: "prilavok-2026" };
  await post(page, "/api/users", { ...colleague, role: "supervisor" });
  await page.reload();
  await expect(inbox.message("Можно скидку?")).toBeVisible();

  await page.keyboard.press("n");
  const note = page.getByLabel("Заметка для своих");
  await expect(note).toBeFocused();
  await note.pressSequentially("Постоянный покупатель, @Глеб");
  await page.getByRole("option", { name }).click();
  await note.pressSequentially("можно 10 %?");
  await note.press("Control+Enter");
  await expect(inbox.conversation.locator("[data-note]").filter({ hasText: "можно 10 %?" })).toBeVisible();
  await expect(inbox.composer).toBeFocused();

  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const theirs = await context.newPage();
  const { email, password } = colleague;
  const origin = new URL(page.url()).origin;
  const signedIn = await theirs.request.post("/api/auth/sign-in/email", {
    data: { email, password },
    headers: { Origin: origin },
  });
  expect(signedIn.ok()).toBe(true);
  const notices = await (await theirs.request.get("/api/notices")).json();
  expect(notices).toMatchObject({ unread: 1, items: [{ kind: "mention" }] });
  expect(await shop.sentTexts()).toEqual([]);
  await context.close();
});

test("a closed chat says so, keeps what was begun and opens again with one button", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  await shop.say(`Спасибо! ${shop.clientId}`);
  await inbox.open(shop.name);
  await inbox.row(shop.clientId).click();
  await inbox.composer.fill("Пожалуйста, обращайтесь");
  await page.getByRole("button", { name: "Закрыть", exact: true }).click();
  await page.goto("/inbox/closed");
  await inbox.row(shop.clientId).click();
  await expect(
    page.getByText("Чат закрыт. Верните его, чтобы ответить. Написанное сохранено."),
  ).toBeVisible();
  await expect(inbox.composer).not.toBeEditable();
  await page.getByRole("button", { name: "Вернуть и ответить" }).click();
  await expect(inbox.composer).toBeEditable();
  await expect(inbox.composer).toHaveValue("Пожалуйста, обращайтесь");
});
