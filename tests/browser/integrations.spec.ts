import { createServer } from "node:http";
import { type APIRequestContext, request as requests } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { expectNoBarriers } from "./support/barriers";
import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE, contextOptions: { reducedMotion: "reduce" } });

async function asProgram(baseURL: string | undefined, token: string): Promise<APIRequestContext> {
  return requests.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
    storageState: { cookies: [], origins: [] },
  });
}

test("a token is made for reading chats, shown once, works, and ends when it is deleted", async ({
  page,
  baseURL,
}) => {
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "Выпустить токен" }).click();
  await dialog.getByRole("button", { name: "Выпустить", exact: true }).click();
  await expect(dialog.getByText("Напишите, для чего токен.")).toBeVisible();
  await dialog.getByLabel("Для чего он").fill("Склад");
  await expect(dialog.getByLabel("Читать чаты, сообщения, файлы и поток событий")).toBeChecked();
  await dialog.getByLabel("без срока").check();
  await expect(dialog.getByText("Бессрочный токен, который утёк")).toBeVisible();
  await dialog.getByLabel("30 дней").check();
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Выпустить", exact: true }).click();

  await expect(dialog).toContainText("Токен «Склад» готов");
  const token = (await dialog.getByText(/^prl_/).first().textContent()) ?? "";
  expect(token).toMatch(/^prl_[\w-]{43}$/);
  await expect(dialog.getByRole("region", { name: "Пример: последние чаты" })).toContainText(
    `Bearer ${token}`,
  );
  const program = await asProgram(baseURL, token);
  expect((await program.get("/api/chats?limit=5")).status()).toBe(200);
  expect((await program.get("/api/api-tokens")).status()).toBe(403);
  await dialog.getByRole("button", { name: "Токен у меня" }).click();
  await expect(dialog).toBeHidden();

  await page.reload();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Склад" }) });
  await expect(row).toContainText("читать чаты");
  await expect(row).toContainText("последний вход");
  expect(await page.content()).not.toContain(token);
  await row.getByRole("button", { name: "Удалить токен «Склад»" }).click();
  await expect(dialog).toContainText("перестанет входить сразу");
  await dialog.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(dialog).toBeHidden(); // what stands behind an open dialog is not there for a reader of roles
  await expect(row).toHaveCount(0);
  expect((await program.get("/api/chats?limit=5")).status()).toBe(401);
  await program.dispose();
});

test("an address where keys lie, or with a password in it, is refused at its field", async ({ page }) => {
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/outgoing");
  await page.getByRole("button", { name: "Добавить адрес" }).click();
  await dialog.getByLabel("Название").fill("Внутренний");
  const address = dialog.getByLabel("Адрес (URL)");
  await address.fill("https://169.254.169.254/latest/meta-data");
  await dialog.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(dialog.getByText("Этот адрес внутри чьей-то сети")).toBeVisible();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await address.fill("https://anna:secret@example.ru/hook");
  await dialog.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(dialog.getByText("Уберите имя и пароль из адреса")).toBeVisible();
  await expectNoBarriers(page);
});

test("an address hears of a buyer's message, signed with the secret that was shown once", async ({
  page,
  shop,
}) => {
  const receiver = await startReceiver();
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/outgoing");
  await page.getByRole("button", { name: "Добавить адрес" }).click();
  await dialog.getByLabel("Название").fill("Бот");
  await dialog.getByLabel("Адрес (URL)").fill(receiver.url);
  await dialog.getByLabel("Только о выбранных").check();
  await dialog.getByRole("checkbox", { name: shop.name }).check();
  await dialog.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(dialog).toContainText("Секрет для «Бот»");
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "Секрет у меня" }).click();

  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Бот" }) });
  await expect(row).toContainText("новые сообщения · 1 магазин");
  await shop.say("Когда придёт посылка?");
  await expect.poll(() => receiver.texts(secret), { timeout: 20_000 }).toEqual(["Когда придёт посылка?"]);
  receiver.status = 500;
  await row.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByText("«Бот» не принял: 500, сломано")).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  await row.getByRole("button", { name: "Журнал" }).click();
  await page.getByRole("button", { name: /Проверка.*не доставлено/ }).click();
  await expect(page.getByRole("region", { name: "Содержимое" })).toContainText('"type": "test"');
  await expectNoBarriers(page);
  receiver.status = 204;
  await page.getByRole("button", { name: "Отправить ещё раз" }).click();
  await expect.poll(() => receiver.ids("test").length, { timeout: 15_000 }).toBe(2);
  expect(new Set(receiver.ids("test")).size).toBe(1);
  await expect(page.getByRole("button", { name: /не доставлено/ })).toHaveCount(0);
  await page.getByRole("button", { name: "К адресам" }).click();

  await row.getByRole("button", { name: "Что сделать с «Бот»" }).click();
  await page.getByRole("menuitem", { name: "Поставить на паузу" }).click();
  await expect(row).toContainText("на паузе");
  await row.getByRole("button", { name: "Что сделать с «Бот»" }).click();
  await page.getByRole("menuitem", { name: "Удалить" }).click();
  await dialog.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toHaveCount(0);
  await receiver.close();
});

/** A receiver on this machine that answers with `status`. */
async function startReceiver() {
  const received: { raw: string; headers: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    let raw = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      raw += part;
    });
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({ raw, headers: Object.fromEntries(headers) });
      response.writeHead(receiver.status).end(receiver.status === 500 ? "сломано" : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    status: 204,
    /** Texts of messages whose signature is right. */
    texts: (secret: string) =>
      received
        .map(({ raw, headers }) => new Webhook(secret).verify(raw, headers))
        .flatMap((event) => messageText.safeParse(event).data?.data.message.text ?? []),
    ids: (type: string) =>
      received.filter(({ raw }) => JSON.parse(raw).type === type).map(({ headers }) => headers["webhook-id"]),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return receiver;
}

const messageText = z.object({ data: z.object({ message: z.object({ text: z.string() }) }) });
