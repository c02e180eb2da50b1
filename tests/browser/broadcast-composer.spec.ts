import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./support/barriers";
import { call, chatsOf, welcome } from "./support/broadcasts";
import { expect, SESSION_FILE, test } from "./support/world";

test.setTimeout(120_000);
test.use({ storageState: SESSION_FILE, contextOptions: { reducedMotion: "reduce" } });

const text = (page: Page) => page.getByRole("textbox", { name: "Текст сообщения" });
const sending = (page: Page) => page.getByRole("button", { name: /^Отправить/ });

/** The tests run at any hour: buyers of a test have no quiet hours. */
async function ignoreQuietHours(page: Page) {
  await page.getByText("Отступить от правил бережности").click();
  await page.getByLabel("Писать и в тихие часы").check();
}

test("a broadcast is put together, counted, looked at, kept and sent", async ({ page, shop }) => {
  const sellerId = await welcome(page, shop, ["Ольга", "Пётр", "Света"]);
  const [first] = await chatsOf(page, sellerId);
  const tag = `Свои ${shop.clientId}`;
  await call(page, "POST", "/api/tags", { name: tag });
  await call(page, "PATCH", `/api/chats/${first?.id}`, { tags: [tag] });

  await page.goto("/broadcasts");
  await page.getByRole("link", { name: "Новая рассылка" }).click();
  // The list has a choice of shops as well, and may still be there.
  await expect(page.getByRole("heading", { name: "Новая рассылка" })).toBeVisible();
  await page.getByLabel("Магазин", { exact: true }).selectOption({ label: shop.name });
  await ignoreQuietHours(page);
  const audience = page.getByRole("region", { name: "Кому" });
  await expect(audience.getByRole("status")).toHaveText("3 покупателя: все, кто писал в магазин");

  await audience.getByRole("button", { name: "Добавить условие" }).click();
  await page.getByRole("menuitem", { name: "Есть тег" }).click();
  await page.getByRole("dialog", { name: "Есть тег" }).getByRole("checkbox", { name: tag }).check();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Готово" }).click();
  await expect(audience.getByRole("status")).toHaveText(`1 покупатель, у которого есть тег «${tag}»`);
  await expect(sending(page)).toHaveText("Отправить 1 покупателю");
  await audience.getByRole("button", { name: /^Убрать условие/ }).click();
  await expect(sending(page)).toHaveText("Отправить 3 покупателям");

  await sending(page).click();
  await expect(page.getByText("Напишите текст.")).toBeVisible();
  await text(page).fill("{имя}, у нас новая полка");
  await expect(page.getByText("Такой переменной нет: {имя}")).toBeVisible();
  await text(page).fill("Здравствуйте, ");
  await page.getByRole("button", { name: "имя", exact: true }).click();
  await expect(text(page)).toHaveValue("Здравствуйте, {buyer_name|покупатель}");
  await text(page).press("End");
  await text(page).pressSequentially("! У нас новая полка.");

  // This marketplace names buyers with their orders only: the words for the unknown stand in.
  const told = "Здравствуйте, покупатель! У нас новая полка.";
  const preview = page.getByRole("region", { name: "Как увидит покупатель" });
  await expect(preview.getByRole("heading")).toHaveText("Так увидит покупатель");
  await preview.getByRole("button", { name: "Следующий получатель" }).click();
  await expect(preview).toContainText(told);

  await page.getByRole("button", { name: "получат сразу: 3 чата, показать" }).click();
  const members = page.getByRole("dialog", { name: "Кто получит" });
  await expect(members.getByRole("listitem")).toHaveCount(3);
  await expectNoBarriers(page);
  await members.getByRole("button", { name: "Посмотреть сообщение" }).first().click();
  await expect(preview.getByRole("button", { name: "Вернуться к получателям по очереди" })).toBeVisible();
  await expect(preview).toContainText(told);

  await page.getByLabel("Название рассылки").fill("Новая полка");
  await page.getByRole("button", { name: "Сохранить черновик" }).click();
  await expect(page).toHaveURL(/\/broadcasts\/[\w-]+\/edit$/);
  await page.reload();
  await expect(text(page)).toHaveValue("Здравствуйте, {buyer_name|покупатель}! У нас новая полка.");

  await sending(page).click();
  const sure = page.getByRole("dialog", { name: "Отправить 3 покупателям?" });
  await expect(sure).toContainText(shop.name);
  await expectNoBarriers(page);
  await sure.getByRole("button", { name: "Отправить 3 покупателям" }).click();
  await expect(page).toHaveURL(/\/broadcasts\/[\w-]+$/);
  await expect(page.getByRole("heading", { name: "Новая полка" })).toBeVisible();
  const sent = async () => (await shop.sentTexts()).filter((one) => one === told);
  await expect.poll(sent, { timeout: 30_000 }).toHaveLength(3);

  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("link", { name: /Новая полка.*Завершена/ }).first()).toBeVisible();
});

test("what was begun and left is there again, and a refused pace keeps everything", async ({
  page,
  shop,
}) => {
  await welcome(page, shop, ["Ольга"]);
  await page.goto("/broadcasts/new?template=pick_up");
  await page.getByLabel("Магазин", { exact: true }).selectOption({ label: shop.name });
  await expect(page.getByRole("radio", { name: /^Сообщение о заказе/ })).toBeChecked();
  await expect(page.getByLabel("заказ ждёт в пункте выдачи")).toBeChecked();
  await expect(page.getByRole("button", { name: "Включить" })).toBeVisible();
  await page.getByLabel("Сообщений в секунду").fill("100000");
  await expect(page.getByText(/Так быстро площадка не примет/)).toBeVisible();
  await text(page).fill("Ваш заказ ждёт. Это мои слова.");

  await page.goto("/broadcasts/new");
  await expect(page.getByText("Вы не закончили эту рассылку")).toBeVisible();
  await expect(text(page)).toHaveValue("Ваш заказ ждёт. Это мои слова.");
  await page.getByRole("button", { name: "Начать заново" }).click();
  await expect(text(page)).toHaveValue("");
});
