import type { Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expectNoBarriers } from "./support/barriers";
import { addPerson, enterPassword, GOOD_PASSWORD, openContext, origin, pressSignIn } from "./support/people";
import { expect, SESSION_FILE, test } from "./support/world";

// What is still fading in has no contrast of its own yet.
test.setTimeout(240_000); // signing in may ask to wait a minute
test.use({ storageState: SESSION_FILE, contextOptions: { reducedMotion: "reduce" } });

interface Invitee {
  readonly email: string;
  readonly name: string;
}

/** Makes an invitation for an operator on the team's page; gives its link. */
async function invite(page: Page, { email, name }: Invitee, shopName?: string): Promise<string> {
  await page.goto("/settings/team");
  await expect(page.getByRole("heading", { name: "Кто входит по коду" })).toBeVisible(); // the page is alive
  await page.getByRole("button", { name: "Пригласить" }).click();
  const dialog = page.getByRole("dialog", { name: "Пригласить в команду" });
  await dialog.getByLabel("Почта").fill(email);
  await dialog.getByLabel("Имя").fill(name);
  if (shopName !== undefined) await dialog.getByLabel(shopName).check();
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Сделать ссылку" }).click();
  return takeLink(page);
}

/** Reads the link where it is shown this one time, and closes it. */
async function takeLink(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Ссылка готова" });
  const link = (await dialog.getByRole("code").textContent()) ?? "";
  expect(link).toMatch(/\/invitation#[\w-]{20,}$/);
  await expect(dialog.getByLabel("Слова, которые можно послать вместе с ней")).toHaveValue(
    new RegExp(link.slice(-20)),
  );
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Готово" }).click();
  await expect(page.locator("body")).not.toContainText(link);
  return link;
}

function invitee(key: string): Invitee {
  return { email: `guest${key}@example.ru`, name: `Олег ${key}` };
}

test("who is invited works in the inbox, and is out the moment their access is closed", async ({
  page,
  browser,
  shop,
}) => {
  const guest = invitee(shop.clientId);
  const question = `Есть ли синий? ${shop.clientId}`;
  await shop.say(question);
  const link = await invite(page, guest, shop.name);

  const context = await openContext(browser);
  const theirs = await context.newPage();
  const asked: string[] = [];
  theirs.on("request", (request) => asked.push(request.url()));
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "Вас приглашают в «Прилавок»" })).toBeVisible();
  await expect(theirs).toHaveURL(/\/invitation$/);
  await expect(theirs.getByLabel("Как вас зовут")).toHaveValue(guest.name);
  await expectNoBarriers(theirs);
  await theirs.getByLabel("Придумайте пароль").fill("кот");
  await expect(theirs.getByText("Ещё 5 знаков, и хватит.")).toBeVisible();
  await theirs.getByLabel("Придумайте пароль").fill("Prilavok1");
  await theirs.getByRole("button", { name: "Войти в команду" }).click();
  await expect(theirs.getByText("Такой пароль слишком легко подобрать")).toBeVisible();
  await theirs.getByLabel("Придумайте пароль").fill(GOOD_PASSWORD);
  await expect(theirs.getByText("Отличный пароль.")).toBeVisible();
  await theirs.getByRole("button", { name: "Войти в команду" }).click();
  await theirs.waitForURL(/\/inbox|after=invitation/);
  if (theirs.url().includes("after=invitation"))
    await enterPassword(theirs, { ...guest, password: GOOD_PASSWORD });
  await expect(theirs).toHaveURL(/\/inbox/);
  const token = link.slice(link.indexOf("#") + 1);
  expect(asked.filter((address) => address.includes(token))).toEqual([]);

  const inbox = new InboxPage(theirs);
  await inbox.open(shop.name);
  await inbox.row(question).click();
  await inbox.answer("Да, есть!");
  await expect.poll(() => shop.sentTexts()).toContain("Да, есть!");
  const chatId = await holdChat(theirs, question);

  await page.goto("/settings/team");
  await page.getByRole("button", { name: `${guest.name}: изменить` }).click();
  const panel = page.getByRole("dialog", { name: guest.name });
  await expect(panel.getByLabel(shop.name)).toBeChecked();
  await expectNoBarriers(page);
  await panel.getByRole("button", { name: "Закрыть доступ" }).click();
  const sure = page.getByRole("dialog", { name: `Закрыть доступ: ${guest.name}?` });
  await expect(sure).toContainText("1 открытый чат вернётся в общие");
  await expectNoBarriers(page);
  await sure.getByRole("button", { name: "Закрыть доступ" }).click();
  await expect(sure).toBeHidden();

  const ended = theirs.getByRole("dialog", { name: "Вход закончился" });
  await expect(ended).toBeVisible();
  await ended.getByLabel("Пароль", { exact: true }).fill(GOOD_PASSWORD);
  await pressSignIn(theirs, ended.getByRole("button", { name: "Продолжить" }));
  await expect(ended).toContainText("Почта или пароль не подошли");
  await expect
    .poll(async () => {
      const { chat } = (await (await page.request.get(`/api/chats/${chatId}`)).json()) as {
        chat: { assignee_id: string | null };
      }; // our own answer
      return chat.assignee_id;
    })
    .toBeNull();

  await page.getByText(/^Без доступа: \d+$/).click();
  await page.getByRole("button", { name: `Вернуть доступ: ${guest.name}` }).click();
  await expect(page.getByRole("button", { name: `${guest.name}: изменить` })).toBeVisible();
  await enterPassword(theirs, { email: guest.email, password: GOOD_PASSWORD });
  await expect(theirs).toHaveURL(/\/inbox/);
  await context.close();
});

/** Whoever sits at the page takes the chat in which these words stand; gives its id. */
async function holdChat(page: Page, words: string): Promise<string> {
  const { user } = (await (await page.request.get("/api/me")).json()) as { user: { id: string } };
  let chatId = "";
  await expect(async () => {
    const found = await page.request.get(`/api/search?q=${encodeURIComponent(words)}`);
    const { items } = (await found.json()) as { items: { chat: { id: string } }[] }; // our own answers
    chatId = items[0]?.chat.id ?? "";
    expect(chatId).not.toBe("");
  }).toPass();
  const answer = await page.request.patch(`/api/chats/${chatId}`, {
    data: { assignee_id: user.id },
    headers: { Origin: origin() },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return chatId;
}

test("a new link ends the old one, and an invitation can be taken back", async ({
  page,
  browser,
  account,
}) => {
  const guest = invitee(account.clientId);
  const first = await invite(page, guest);
  const row = page.getByRole("listitem").filter({ hasText: guest.email });
  await expect(row).toContainText(/ещё 6 д|ещё 7 д/);
  await row.getByRole("button", { name: `Новая ссылка: ${guest.email}` }).click();
  const second = await takeLink(page);
  expect(second).not.toBe(first);

  const context = await openContext(browser);
  const theirs = await context.newPage();
  await theirs.goto(first);
  await expect(theirs.getByText("Ссылка не действует")).toBeVisible();
  await expectNoBarriers(theirs);
  await theirs.goto("about:blank");
  await theirs.goto(second);
  await expect(theirs.getByRole("heading", { name: "Вас приглашают в «Прилавок»" })).toBeVisible();

  await row.getByRole("button", { name: `Отозвать приглашение: ${guest.email}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Отозвать" }).click();
  await expect(row).toBeHidden();
  await theirs.getByLabel("Придумайте пароль").fill(GOOD_PASSWORD);
  await theirs.getByRole("button", { name: "Войти в команду" }).click();
  await expect(theirs.getByRole("main").getByRole("alert")).toContainText("Эта ссылка больше не действует");
  await context.close();
});

test("one ends a sign-in from another browser, and keeps one's own", async ({ page, browser }) => {
  const person = await addPerson(page.request, "operator");
  const [here, there] = [await openContext(browser), await openContext(browser)];
  const [mine, other] = [await here.newPage(), await there.newPage()];
  await enterPassword(other, person);
  await expect(other).toHaveURL(/\/inbox/);
  await enterPassword(mine, person);
  await expect(mine).toHaveURL(/\/inbox/);

  await mine.goto("/settings/account");
  const sessions = mine.getByRole("region", { name: "Где вы вошли" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByRole("listitem").first()).toContainText("сейчас, этот браузер");
  await expect(sessions.getByRole("listitem").first()).toContainText("Chrome, Linux");
  await sessions.getByRole("button", { name: /^Завершить/ }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await other.getByRole("link", { name: "Закрытые" }).click(); // the next thing they do
  await expect(other.getByRole("dialog", { name: "Вход закончился" })).toBeVisible();
  await mine.reload();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await here.close();
  await there.close();
});

test("a new password signs other browsers out, and a common one is refused", async ({ page, browser }) => {
  const person = await addPerson(page.request, "operator");
  const context = await openContext(browser);
  const theirs = await context.newPage();
  await enterPassword(theirs, person);
  await expect(theirs).toHaveURL(/\/inbox/);
  await theirs.goto("/settings/account");
  await expect(theirs.getByText("сейчас, этот браузер")).toBeVisible(); // the page is alive
  await theirs.getByLabel("Нынешний пароль").fill("не тот пароль");
  await theirs.getByLabel("Новый пароль").fill("Prilavok1");
  await theirs.getByRole("button", { name: "Сменить пароль" }).click();
  await expect(theirs.getByText("Нынешний пароль не подошёл")).toBeVisible();
  await theirs.getByLabel("Нынешний пароль").fill(person.password);
  await theirs.getByRole("button", { name: "Сменить пароль" }).click();
  await expect(theirs.getByText("Такой пароль слишком легко подобрать")).toBeVisible();
  await expectNoBarriers(theirs);
  await theirs.getByLabel("Новый пароль").fill("дождь за окном и чай");
  await theirs.getByRole("button", { name: "Сменить пароль" }).click();
  await expect(theirs.getByText("Пароль сменён")).toBeVisible();
  await context.clearCookies();
  await enterPassword(theirs, { email: person.email, password: "дождь за окном и чай" });
  await expect(theirs).toHaveURL(/\/inbox/);
  await context.close();
});

test("who forgot their password gets a link from the admin, and comes in with a new one", async ({
  page,
  browser,
}) => {
  const person = await addPerson(page.request, "operator");
  await page.goto("/settings/team");
  await page.getByRole("button", { name: `${person.name}: изменить` }).click();
  const panel = page.getByRole("dialog", { name: person.name });
  await panel.getByRole("button", { name: "Ссылка для нового пароля" }).click();
  const dialog = page.getByRole("dialog", { name: "Ссылка для нового пароля готова" });
  const link = (await dialog.getByRole("code").textContent()) ?? "";
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Готово" }).click();

  const context = await openContext(browser);
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "Новый пароль" })).toBeVisible();
  await expect(theirs.getByLabel("Как вас зовут")).toBeHidden();
  await expectNoBarriers(theirs);
  const password = "восемь лодок у причала";
  await theirs.getByLabel("Придумайте пароль").fill(password);
  await theirs.getByRole("button", { name: "Сохранить и войти" }).click();
  await theirs.waitForURL(/\/inbox|after=invitation/);
  if (theirs.url().includes("after=invitation")) await enterPassword(theirs, { ...person, password });
  await expect(theirs).toHaveURL(/\/inbox/);
  await context.close();
});
