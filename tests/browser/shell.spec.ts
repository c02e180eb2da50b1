import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { SignInPage } from "./pages/sign-in-page";
import { expectNoBarriers } from "./support/barriers";
import { admin, expect, SESSION_FILE, type Shop, test } from "./support/world";

// What is still fading in has no contrast of its own yet.
test.use({ contextOptions: { reducedMotion: "reduce" } });

function origin(): string {
  return process.env.BROWSER_TEST_URL ?? "";
}

/** Calls our own API as whoever the request context is signed in as. */
async function post(request: APIRequestContext, path: string, data: object): Promise<unknown> {
  const answer = await request.post(path, { data, headers: { Origin: origin() } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** A colleague of the admin, signed in in a browser of their own. */
async function signInColleague(page: Page, browser: Browser, role: "supervisor" | "operator") {
  const key = `${role}-${Date.now()}`;
  const person = { name: `Олег ${key}`, email: `${key}@example.ru`, password: "prilavok-2026" };
  await post(page.request, "/api/users", { ...person, role });
  const context = await browser.newContext({ baseURL: origin(), locale: "ru-RU" });
  await post(context.request, "/api/auth/sign-in/email", { email: person.email, password: person.password });
  return { ...person, context };
}

/** The chat in which these words stand, as our API tells it, once it has arrived. */
async function findChat(page: Page, words: string): Promise<string> {
  let chatId = "";
  await expect(async () => {
    const answer = await page.request.get(`/api/search?q=${encodeURIComponent(words)}`);
    const { items } = (await answer.json()) as { items: { chat: { id: string } }[] }; // our own answer
    chatId = items[0]?.chat.id ?? "";
    expect(chatId).not.toBe("");
  }).toPass();
  return chatId;
}

async function sayAndOpen(page: Page, shop: Shop, text: string): Promise<InboxPage> {
  const inbox = new InboxPage(page);
  await shop.say(text);
  await inbox.open(shop.name);
  await expect(inbox.row(text)).toBeVisible();
  return inbox;
}

async function openPalette(page: Page) {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Команды" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  return palette;
}

test.describe("the palette", () => {
  test.use({ storageState: SESSION_FILE });

  test("opens a chat by its order's number and runs an action on it", async ({ page, shop, sandbox }) => {
    const inbox = new InboxPage(page);
    const order = `${shop.clientId}-0127`;
    await sandbox.say({
      client_id: shop.clientId,
      texts: ["Когда отправите заказ?"],
      order: { order_number: order, posting_number: `${order}-1` },
    });
    await findChat(page, order);
    await page.goto("/settings/preferences");
    let palette = await openPalette(page);
    await page.keyboard.type(order);
    await expect(palette.getByRole("option", { name: new RegExp(order) }).first()).toBeVisible();
    await expectNoBarriers(page);
    const best = palette.getByRole("option").first();
    await expect(best).toHaveAccessibleName(new RegExp(order));
    await expect(best).toHaveAttribute("aria-selected", "true"); // it came late, and Enter still means it
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/inbox\//);
    await expect(inbox.message("Когда отправите заказ?")).toBeVisible();

    const chatId = await findChat(page, order);
    palette = await openPalette(page);
    await page.keyboard.type("pfrhsnm"); // "закрыть" in the wrong layout
    await palette.getByRole("option", { name: "Закрыть или вернуть чат" }).click();
    await expect(async () => {
      const { chat } = (await (await page.request.get(`/api/chats/${chatId}`)).json()) as {
        chat: { status: string };
      };
      expect(chat.status).toBe("closed");
    }).toPass();
  });

  test("finds settings in either language and layout, says when nothing is found", async ({ page }) => {
    await page.goto("/inbox");
    const palette = await openPalette(page);
    await page.keyboard.type("yfcnhjqrb ntub");
    await expect(palette.getByRole("option").first()).toHaveText(/Настройки: Теги/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/settings\/tags$/);
    await openPalette(page);
    await page.keyboard.type("йцйцйцйц");
    await expect(palette).toContainText("Ничего не нашлось");
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  });
});

test.describe("the search", () => {
  test.use({ storageState: SESSION_FILE });

  test("finds word forms and opens at the message, by keys alone", async ({ page, shop }) => {
    const word = `плед${shop.clientId}`;
    await shop.say(`Добрый день! Есть ли синий ${word}?`);
    await findChat(page, word);
    await page.goto("/search");
    await expect(page.getByLabel("Что найти")).toBeFocused();
    await page.keyboard.type(word);
    const hit = page.locator("[data-hit]");
    await expect(hit).toHaveCount(1);
    await expect(hit.locator("mark")).toHaveText(word);
    await expect(page).toHaveURL(/\/search\?q=/);
    await expectNoBarriers(page);
    await page.keyboard.press("ArrowDown");
    await expect(hit).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/inbox\/.+\?message=/);
    await expect(new InboxPage(page).message(word)).toBeVisible();
    await page.goBack();
    await expect(page.getByLabel("Что найти")).toHaveValue(word);
  });

  test("keeps its filters in the address and says what to do when nothing is found", async ({
    page,
    shop,
  }) => {
    await page.goto("/search?q=нетничеготакого");
    await expect(page.getByText("Попробуйте номер заказа или одно слово.")).toBeVisible();
    await page.getByLabel("Магазин").selectOption({ label: shop.name });
    await page.getByLabel("С файлами").check();
    await expect(page).toHaveURL(/seller=.+&files=yes/);
    await page.reload();
    await expect(page.getByLabel("С файлами")).toBeChecked();
    await page.getByLabel("С какого дня").fill("2026-11-20");
    await page.getByLabel("По какой день").fill("2026-11-01");
    await expect(page.getByText("Первый день позже последнего")).toBeVisible();
  });
});

test.describe("notices", () => {
  test.use({ storageState: SESSION_FILE });

  test("a mention arrives by itself and opens its chat", async ({ page, shop, browser }) => {
    const words = `Товар пришёл разбитым ${shop.clientId}`;
    await shop.say(words);
    const chatId = await findChat(page, words);
    const { user } = (await (await page.request.get("/api/me")).json()) as { user: { id: string } };
    await page.goto("/settings/preferences");
    const bell = page.getByRole("button", { name: /^Уведомления/ });
    await expect(bell).toBeVisible();
    await page.waitForLoadState("load");

    const colleague = await signInColleague(page, browser, "supervisor");
    await post(colleague.context.request, `/api/chats/${chatId}/notes`, {
      text: `@${admin.name} посмотри, пожалуйста`,
      mentions: [user.id],
    });
    await expect(bell).toHaveAccessibleName(/непрочитанных: \d+/);
    await bell.click();
    const notice = page.getByRole("button", { name: new RegExp(colleague.name) }).first();
    await expect(notice).toContainText("посмотри, пожалуйста");
    await expectNoBarriers(page);
    await notice.click();
    await expect(page).toHaveURL(new RegExp(chatId));
    await expect(new InboxPage(page).message(words)).toBeVisible();
    await colleague.context.close();
  });

  test("the tab counts unread chats in its title, live", async ({ page, shop }) => {
    const inbox = await sayAndOpen(page, shop, "Первое сообщение для счёта");
    const countInTitle = async () => Number(/^\((\d+)\+?\) /.exec(await page.title())?.[1] ?? 0);
    await expect.poll(countInTitle).toBeGreaterThan(0);
    const before = await countInTitle();
    await shop.say("Второе сообщение для счёта");
    await expect(inbox.row("Второе сообщение для счёта")).toBeVisible();
    await expect.poll(countInTitle).toBe(before + 1);
    await expect(page.locator('link[rel="icon"]').first()).toHaveAttribute("href", /^data:image\/png/);
  });
});

test.describe("settings", () => {
  test.use({ storageState: SESSION_FILE });

  test("preferences are kept as they are changed, and a change can be taken back", async ({ page }) => {
    await page.goto("/settings/preferences");
    await page.getByLabel("Сколько можно отменить отправку").selectOption("10");
    await expect(page.getByText("Сохранено")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Сколько можно отменить отправку")).toHaveValue("10");
    await page.getByLabel("Сколько можно отменить отправку").selectOption("20");
    await page.getByRole("button", { name: "Вернуть" }).click();
    await expect(page.getByLabel("Сколько можно отменить отправку")).toHaveValue("10");
    await page.reload();
    await expect(page.getByLabel("Сколько можно отменить отправку")).toHaveValue("10");
  });

  test("a shop's hours are kept, and the page says what they mean", async ({ page, shop }) => {
    await page.goto("/settings/service");
    await page.getByLabel("Магазин", { exact: true }).selectOption({ label: shop.name });
    const meaning = page.getByRole("region", { name: "Что это значит сейчас" });
    await expect(meaning).toContainText("Работаете круглосуточно");
    await page.getByText("По часам").click();
    await expect(meaning).toContainText(/Сейчас (рабочее время|закрыто)/);
    await page.getByLabel("понедельник: с").fill("10:30");
    await page.getByRole("button", { name: "Скопировать часы (понедельник) на все будни" }).click();
    // Hours are kept as they are changed, a moment later: whoever leaves sooner has not waited for that.
    const keptHours = async () => (await page.request.get(`/api/sellers/${shop.id}/service`)).text();
    await expect.poll(keptHours).toMatch(/"5":\[\["10:30"/);
    await page.reload();
    await page.getByLabel("Магазин", { exact: true }).selectOption({ label: shop.name });
    await expect(page.getByLabel("пятница: с")).toHaveValue("10:30");
    await page.getByLabel("пятница: до").fill("09:00");
    await expect(page.getByText("Конец должен быть позже начала.")).toBeVisible();
    await expectNoBarriers(page);
  });

  test("a tag is made, renamed, and deleted after a question", async ({ page, account }) => {
    const name = `тег ${account.clientId}`;
    await page.goto("/settings/tags");
    await page.getByLabel("Новый тег").fill(name);
    await page.getByRole("button", { name: "Добавить" }).click();
    const field = page.getByLabel(`Название тега: ${name}`);
    await field.fill(`${name} другой`);
    await field.press("Enter");
    await expect(page.getByText("Сохранено")).toBeVisible();
    await expectNoBarriers(page);
    await page.getByRole("button", { name: `Удалить тег «${name} другой»` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
    await expect(page.getByLabel(`Название тега: ${name} другой`)).toBeHidden();
  });

  test("an operator sees only their own desk, and a phone a list first", async ({ page, browser }) => {
    const colleague = await signInColleague(page, browser, "operator");
    const theirs = await colleague.context.newPage();
    await theirs.setViewportSize({ width: 390, height: 844 });
    await theirs.goto("/settings");
    const nav = theirs.getByRole("navigation", { name: "Настройки" });
    await expect(nav.getByRole("link")).toHaveText(["Мой стол", "Вход и безопасность"]);
    await nav.getByRole("link", { name: "Мой стол" }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Мой стол");
    await expectNoBarriers(theirs);
    await theirs.getByRole("link", { name: "Ко всем настройкам" }).click();
    await expect(theirs).toHaveURL(/\/settings$/);
    await colleague.context.close();
  });
});

test.describe("the way in", () => {
  test("a stranger comes back to the page that was asked for", async ({ page }) => {
    await page.goto("/search?q=размер");
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await new SignInPage(page).signIn(admin.email, admin.password);
    await expect(page).toHaveURL(/\/search\?q=/);
    await expect(page.getByLabel("Что найти")).toHaveValue("размер");
  });

  test("another site's address is not followed", async ({ page }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent("/\\evil.example")}`);
    await new SignInPage(page).signIn(admin.email, admin.password);
    await expect(page).toHaveURL(/\/inbox/);
  });

  test("who is signed out while working goes on in place", async ({ page }) => {
    await page.goto("/sign-in");
    await new SignInPage(page).signIn(admin.email, admin.password);
    await expect(page).toHaveURL(/\/inbox/);
    await page.goto("/settings/preferences");
    await page.waitForLoadState("load");
    await page.context().clearCookies({ name: /session/ });
    await page.getByLabel("Сколько можно отменить отправку").selectOption("3");
    const dialog = page.getByRole("dialog", { name: "Вход закончился" });
    await expect(dialog).toBeVisible();
    await expectNoBarriers(page);
    await dialog.getByLabel("Пароль", { exact: true }).fill(admin.password);
    await dialog.getByRole("button", { name: "Продолжить" }).click();
    await expect(dialog).toBeHidden();
    await page.getByLabel("Сколько можно отменить отправку").selectOption("30");
    await expect(page.getByText("Сохранено")).toBeVisible();
    await page.getByLabel("Сколько можно отменить отправку").selectOption("5"); // as others find it
    await expect(page.getByText("Сохранено").nth(1)).toBeVisible();
  });
});

test("the desk can be installed as an app", async ({ page }) => {
  await page.goto("/sign-in");
  const devtools = await page.context().newCDPSession(page);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? "{}")).toMatchObject({ start_url: "/inbox", display: "standalone" });
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
