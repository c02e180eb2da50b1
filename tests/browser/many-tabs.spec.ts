import type { Page } from "@playwright/test";
import { InboxPage } from "./pages/inbox-page";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

/** A browser opens six connections to a host: with a stream per tab the seventh would never load. */
const TABS = 7;

/** How many streams the server serves, by its own count. */
async function countStreams(page: Page): Promise<number> {
  const answer = await page.request.get("/api/metrics");
  expect(answer.ok(), await answer.text()).toBe(true);
  return Number(/^prilavok_event_streams (\d+)$/m.exec(await answer.text())?.[1]);
}

async function openInbox(page: Page, shopName: string): Promise<InboxPage> {
  const inbox = new InboxPage(page);
  await inbox.open(shopName);
  return inbox;
}

test("seven tabs hear of a message over one stream, and go on when the one that holds it is closed", async ({
  page,
  context,
  shop,
}) => {
  test.slow(); // eight desks are loaded one after another
  // Tabs of tests before may still be on their way out: a number that only falls.
  const most = (await countStreams(page)) + 1;
  const chatId = await shop.say("Первый вопрос");
  const holder = await openInbox(page, shop.name);
  await expect(holder.row("Первый вопрос")).toBeVisible();
  const others: InboxPage[] = [];
  while (others.length < TABS - 1) {
    const other = await openInbox(await context.newPage(), shop.name);
    await expect(other.row("Первый вопрос")).toBeVisible();
    others.push(other);
  }

  await shop.say("Слышно во всех вкладках?", { chatId });
  for (const inbox of [holder, ...others]) await expect(inbox.row("Слышно во всех вкладках?")).toBeVisible();
  const [witness] = others;
  if (witness === undefined) throw new Error("no other tab is open");
  expect(await countStreams(witness.page)).toBeLessThanOrEqual(most);

  await page.close();
  await shop.say("А теперь?", { chatId });
  for (const inbox of others) await expect(inbox.row("А теперь?")).toBeVisible();
  await expect.poll(() => countStreams(witness.page)).toBeLessThanOrEqual(most);

  const late = await openInbox(await context.newPage(), shop.name);
  await late.row("А теперь?").click();
  await expect(late.message("Первый вопрос")).toBeVisible();
  await shop.say("И в новой вкладке", { chatId });
  await expect(late.message("И в новой вкладке")).toBeVisible();
  for (const inbox of others) await expect(inbox.row("И в новой вкладке")).toBeVisible();
  await expect.poll(() => countStreams(witness.page)).toBeLessThanOrEqual(most);
});

test("a tab of somebody who has signed out meanwhile hears nothing of the next person's", async ({
  page,
  context,
  shop,
  browser,
}) => {
  const name = `Пётр ${shop.clientId}`;
  const person = { email: `${crypto.randomUUID()}@example.ru`, password: "prilavok-2026" };
  const origin = process.env.BROWSER_TEST_URL ?? "";
  const made = await page.request.post("/api/users", {
    data: { ...person, name, role: "supervisor" },
    headers: { Origin: origin },
  });
  expect(made.status(), await made.text()).toBe(201);
  const fresh = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] } });
  const signIn = (data: object) =>
    fresh.request.post("/api/auth/sign-in/email", { data, headers: { Origin: origin } });
  await signIn(person);
  const tab = await fresh.newPage();
  const theirs = await openInbox(tab, shop.name);
  await shop.say("Пока ещё здесь");
  await expect(theirs.row("Пока ещё здесь")).toBeVisible();

  await fresh.clearCookies();
  const { cookies } = await context.storageState();
  await fresh.addCookies(cookies); // the same browser, another person
  await fresh.setOffline(true);
  await fresh.setOffline(false);
  await expect(tab.getByRole("dialog", { name: "Вход закончился" })).toBeVisible();
  const next = await openInbox(await fresh.newPage(), shop.name);
  await shop.say("Уже для другого");
  await expect(next.row("Уже для другого")).toBeVisible();
  await expect(theirs.row("Уже для другого")).toHaveCount(0);
  await fresh.close();
});
