import type { Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { admin, expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("the marketplace's Markdown is drawn, foreign links stay text, its own open", async ({ page, shop }) => {
  const inbox = new InboxPage(page);
  await shop.say(
    "**Важно:** смотрите [ozon.ru](https://ozon.ru.evil.example/x) и https://www.ozon.ru/product/1\n\n<b>не жирно</b>",
  );
  await inbox.open(shop.name);
  await inbox.row("Важно").click();
  const message = inbox.message("Важно");
  await expect(message.locator("strong")).toHaveText("Важно:");
  await expect(message).toContainText("<b>не жирно</b>");
  await expect(message.getByRole("link")).toHaveCount(1);
  const own = message.getByRole("link");
  await expect(own).toHaveAttribute("href", "https://www.ozon.ru/product/1");
  await expect(own).toHaveAttribute("rel", /noopener/);
  const foreign = message.locator("[data-inert-link]");
  await expect(foreign).toContainText("(ozon.ru.evil.example)");
  await foreign.click();
  await expect(page.getByText("Адрес скопирован")).toBeVisible();
});

test("a picture keeps its place, grows over the screen, zooms by keys and closes with Esc", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  await sandbox.say({ client_id: shop.clientId, texts: ["Вот фото"], image: true });
  await inbox.open(shop.name);
  await inbox.row("Вот фото").click();
  const picture = inbox.message("Вот фото").getByRole("button", { name: /^Увеличить/ });
  await expect(picture).toBeVisible();
  const before = await picture.boundingBox();
  await expect(picture.locator("img")).not.toHaveClass(/opacity-0/);
  expect(await picture.boundingBox()).toEqual(before);

  await picture.click();
  const image = page.getByRole("dialog").locator("img");
  await expect(image).toBeVisible();
  await page.keyboard.press("+");
  await expect(image).toHaveAttribute("style", /scale\(1\.5\)/);
  await page.keyboard.press("0");
  await expect(image).toHaveAttribute("style", /scale\(1\)/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(picture).toBeFocused();
});

test("a link to a message opens around it; reading on joins the live end", async ({
  page,
  shop,
  sandbox,
}) => {
  const inbox = new InboxPage(page);
  await sandbox.say({ client_id: shop.clientId, count: 160 });
  await inbox.open(shop.name);
  await inbox.row("№160").click();
  await expect(inbox.message("№160")).toBeInViewport();
  const chatId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const found = await page.request.get(`/api/chats/${chatId}/messages?limit=100`);
  const newest = await found.json();
  const older = await (
    await page.request.get(`/api/chats/${chatId}/messages?limit=100&cursor=${newest.next_cursor}`)
  ).json();
  const target = older.items.find((message: { text: string }) => message.text === "№30");

  await page.goto(`/inbox/open/${chatId}?message=${target.id}`);
  await expect(inbox.message("№30")).toBeInViewport();
  await expect(inbox.message("№160")).toHaveCount(0);
  await page.getByRole("button", { name: "К последним сообщениям" }).waitFor();

  const scrollDown = () =>
    inbox.conversation.evaluate((box) => {
      box.scrollTop = box.scrollHeight;
    });
  await expect(async () => {
    await scrollDown();
    await expect(inbox.message("№160")).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(inbox.message("№30")).toBeAttached();
  await shop.say("И ещё вопрос", { chatId: await externalIdOf(page, chatId) });
  await expect(inbox.message("И ещё вопрос")).toBeAttached();
});

test("search inside the chat jumps from hit to hit and marks the words", async ({ page, shop, sandbox }) => {
  const inbox = new InboxPage(page);
  const { chat_id: external } = await sandbox.say({
    client_id: shop.clientId,
    texts: ["Когда придёт посылка?"],
  });
  await sandbox.say({ client_id: shop.clientId, chat_id: external, count: 70 });
  await shop.say("Ищу посылку!", { chatId: external });
  await inbox.open(shop.name);
  await inbox.row("Ищу посылку").click();
  await expect(inbox.message("Ищу посылку")).toBeInViewport();

  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox", { name: "Найти в этом чате" }).fill("посылка");
  await expect(page.getByText("1 из 2")).toBeVisible();
  await expect(inbox.message("Ищу посылку").locator("mark")).toHaveText("посылку");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 из 2")).toBeVisible();
  await expect(inbox.message("Когда придёт")).toBeInViewport();
  await page.keyboard.press("Shift+Enter");
  await expect(inbox.message("Ищу посылку")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(inbox.conversation.locator("mark")).toHaveCount(0);
});

test("a chat is taken, tagged, put off and handed over by keys, and all of it stands in the conversation", async ({
  page,
  shop,
}) => {
  const inbox = new InboxPage(page);
  const tag = `возврат ${shop.clientId}`;
  const colleague = await addColleague(page, `Олег ${shop.clientId}`);
  await shop.say("Хочу вернуть");
  await inbox.open(shop.name);
  await inbox.row("Хочу вернуть").click();
  await expect(inbox.message("Хочу вернуть")).toBeVisible();

  await page.keyboard.press("a");
  await page.getByRole("option", { name: new RegExp(`${admin.name} \\(взять себе\\)`) }).click();
  await expect(inbox.conversation).toContainText("Вы взяли чат");

  await page.keyboard.press("t");
  await page.getByRole("combobox", { name: "Теги чата" }).fill(tag);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: `Теги: ${tag}. Изменить` })).toBeVisible();

  await page.keyboard.press("s");
  await page.getByRole("option", { name: "Пока покупатель не напишет" }).click();
  await expect(page.getByText("отложен, пока не напишет").first()).toBeVisible();

  await page.keyboard.press("a");
  await page.getByLabel("Записка коллеге").fill("Проверь размер");
  await page.getByRole("option", { name: new RegExp(colleague.name) }).click();
  await expect(inbox.conversation.locator("[data-note]").filter({ hasText: "Проверь размер" })).toContainText(
    "Передача",
  );
  await expect(page.getByRole("button", { name: new RegExp(`Отвечает ${colleague.name}`) })).toBeVisible();
});

test("who else looks at the chat is seen, and that they left", async ({ page, shop, browser }) => {
  const inbox = new InboxPage(page);
  const colleague = await addColleague(page, `Вера ${shop.clientId}`);
  await shop.say("Кто ответит?");
  await inbox.open(shop.name);
  await inbox.row("Кто ответит").click();
  await expect(inbox.message("Кто ответит")).toBeVisible();

  const { origin } = new URL(page.url());
  const second = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] } });
  await second.request.post("/api/auth/sign-in/email", {
    data: { email: colleague.email, password: colleague.password },
    headers: { Origin: origin },
  });
  const other = await second.newPage();
  await other.goto(new URL(page.url()).pathname);
  await expect(page.getByText(`Здесь же: ${colleague.name}`)).toBeAttached();
  await expect(other.getByText(`Здесь же: ${admin.name}`)).toBeAttached();
  await other.close();
  await expect(page.getByText(`Здесь же: ${colleague.name}`)).toHaveCount(0);
  await second.close();
});

/** One more person at the desk, who sees every chat. */
async function addColleague(
  page: Page,
  name: string,
): Promise<{ name: string; email: string; password: string }> {
  await page.goto("/inbox");
  const colleague = { name, email: `${crypto.randomUUID()}@example.ru`, password: "prilavok-2026" };
  const answer = await page.request.post("/api/users", {
    data: { ...colleague, role: "supervisor" },
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return colleague;
}

/** The marketplace's id of a chat of ours. */
async function externalIdOf(page: Page, chatId: string): Promise<string> {
  const answer = await page.request.get(`/api/chats/${chatId}`);
  return (await answer.json()).chat.external_id;
}
