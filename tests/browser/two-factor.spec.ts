import type { Locator, Page } from "@playwright/test";
import { openAuthenticator } from "../support/authenticator";
import { expectNoBarriers } from "./support/barriers";
import { addPerson, enterPassword, fillDoor, openContext, origin, type Person } from "./support/people";
import { expect, SESSION_FILE, test } from "./support/world";

// What is still fading in has no contrast of its own yet.
test.setTimeout(240_000); // signing in may ask to wait a minute
test.use({ storageState: SESSION_FILE, contextOptions: { reducedMotion: "reduce" } });

type Authenticator = ReturnType<typeof openAuthenticator>;

interface Kept {
  readonly app: Authenticator;
  readonly recoveryCodes: readonly string[];
}

/** Goes through the three steps wherever they stand; keeps what a person would keep. */
async function setUp(page: Page, place: Locator, person: Person): Promise<Kept> {
  const next = place.getByRole("button", { name: "Дальше" });
  await expect(async () => {
    await place.getByLabel("Ваш пароль").fill(person.password); // the page may only just have come to life
    await expect(next).toBeEnabled({ timeout: 1000 });
  }).toPass();
  await next.click();
  await expect(place.getByRole("img", { name: "QR-код для приложения с кодами" })).toBeVisible();
  await expectNoBarriers(page);
  const secret = ((await place.getByRole("code").textContent()) ?? "").replaceAll(" ", "");
  expect(secret).toMatch(/^[A-Z2-7]{16,}$/);
  const app = openAuthenticator(`otpauth://totp/Prilavok?secret=${secret}`);
  await place.getByLabel("Код, шесть цифр").fill(app.wrong());
  await expect(place.getByText("Код не подошёл. Проверьте, что часы телефона идут верно")).toBeVisible();
  await place.getByLabel("Код, шесть цифр").fill(app.next());
  await expect(place.getByRole("heading", { name: "Сохраните запасные коды" })).toBeFocused();
  const codes = place.getByRole("list", { name: "Запасные коды" }).getByRole("listitem");
  const recoveryCodes = await codes.allTextContents();
  expect(recoveryCodes.length).toBeGreaterThanOrEqual(8);
  await expectNoBarriers(page);
  const saving = page.waitForEvent("download");
  await place.getByRole("button", { name: "Скачать" }).click();
  expect((await saving).suggestedFilename()).toMatch(/\.txt$/);
  await expect(place.getByRole("button", { name: "Готово" })).toBeDisabled();
  await place.getByLabel("Я их сохранил(а)").check();
  await place.getByRole("button", { name: "Готово" }).click();
  return { app, recoveryCodes };
}

/** Turns it on where everybody does it for themselves. */
async function turnOn(page: Page, person: Person): Promise<Kept> {
  await enterPassword(page, person);
  await expect(page).toHaveURL(/\/inbox/);
  await page.goto("/settings/account");
  await page.getByRole("region", { name: "Вход по коду" }).getByRole("button", { name: "Включить" }).click();
  const dialog = page.getByRole("dialog", { name: "Включить вход по коду" });
  const kept = await setUp(page, dialog, person);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("region", { name: "Вход по коду" })).toContainText("Включён");
  return kept;
}

test("who turned it on signs in with a code from the app, or with a recovery code once", async ({
  page,
  browser,
}) => {
  const person = await addPerson(page.request, "operator");
  const context = await openContext(browser);
  const theirs = await context.newPage();
  const { app, recoveryCodes } = await turnOn(theirs, person);
  const [recoveryCode = ""] = recoveryCodes;

  await test.step("the app's code, pasted with a space, opens by itself", async () => {
    await context.clearCookies();
    await theirs.goto("/search?q=размер");
    await fillDoor(theirs, person);
    const field = theirs.getByLabel("Код, шесть цифр");
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("autocomplete", "one-time-code");
    await expectNoBarriers(theirs);
    await field.fill(app.wrong());
    await expect(theirs.getByText("Код не подошёл. Он меняется каждые полминуты")).toBeVisible();
    const code = app.next();
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await expect(theirs).toHaveURL(/\/search\?q=/); // the page that was asked for
  });

  await test.step("a recovery code opens once", async () => {
    for (const isFirst of [true, false]) {
      await context.clearCookies();
      await enterPassword(theirs, person);
      await theirs.getByRole("button", { name: "Нет телефона под рукой? Введите запасной код" }).click();
      await expectNoBarriers(theirs);
      await theirs.getByLabel("Запасной код").fill(recoveryCode);
      await theirs.getByRole("button", { name: "Продолжить" }).click();
      if (isFirst) await expect(theirs).toHaveURL(/\/inbox/);
      else await expect(theirs.getByText("Такого запасного кода нет")).toBeVisible();
    }
  });

  await test.step("an admin sees it, and takes it from whoever lost the phone", async () => {
    await page.goto("/settings/team");
    const row = page.getByRole("listitem").filter({ hasText: person.email });
    await expect(row).toContainText("вход по коду");
    await row.getByRole("button").click();
    await page.getByRole("button", { name: "Сбросить вход по коду" }).click();
    const sure = page.getByRole("dialog", { name: "Сбросить вход по коду?" });
    await expectNoBarriers(page);
    await sure.getByRole("button", { name: "Сбросить вход по коду" }).click();
    await expect(sure).toBeHidden();
    await page.keyboard.press("Escape");
    await expect(row).toContainText("только пароль");
    await enterPassword(theirs, person);
    await expect(theirs).toHaveURL(/\/inbox/);
  });
  await context.close();
});

test("new recovery codes end the old ones, and it can be turned off", async ({ page, browser }) => {
  const person = await addPerson(page.request, "operator");
  const context = await openContext(browser);
  const theirs = await context.newPage();
  const { recoveryCodes } = await turnOn(theirs, person);
  await theirs.getByRole("button", { name: "Новые запасные коды" }).click();
  const dialog = theirs.getByRole("dialog");
  await dialog.getByLabel("Ваш пароль").fill("не тот");
  await dialog.getByRole("button", { name: "Сделать новые" }).click();
  await expect(dialog.getByText("Пароль не подошёл")).toBeVisible();
  await dialog.getByLabel("Ваш пароль").fill(person.password);
  await dialog.getByRole("button", { name: "Сделать новые" }).click();
  const fresh = dialog.getByRole("list", { name: "Запасные коды" }).getByRole("listitem");
  await expect(fresh.first()).toBeVisible();
  expect(await fresh.allTextContents()).not.toContain(recoveryCodes[0]);
  await theirs.keyboard.press("Escape");

  await theirs.getByRole("button", { name: "Выключить" }).click();
  await dialog.getByLabel("Ваш пароль").fill(person.password);
  await expectNoBarriers(theirs);
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await expect(theirs.getByRole("region", { name: "Вход по коду" })).toContainText("Выключен");
  await context.clearCookies();
  await enterPassword(theirs, person);
  await expect(theirs).toHaveURL(/\/inbox/);
  await context.close();
});

test("whom the rules ask for a code sets it up before the desk opens", async ({ page, browser }) => {
  const [chief, person] = [await addPerson(page.request, "admin"), await addPerson(page.request, "operator")];
  const [chiefContext, context] = [await openContext(browser), await openContext(browser)];
  const [chiefs, theirs] = [await chiefContext.newPage(), await context.newPage()];
  await turnOn(chiefs, chief);
  await enterPassword(theirs, person);
  await expect(theirs).toHaveURL(/\/inbox/);
  try {
    await chiefs.goto("/settings/team");
    await chiefs.getByRole("radio", { name: /^Все/ }).click();
    const sure = chiefs.getByRole("dialog", { name: /^Просить код/ });
    await expect(sure).toContainText(/\d+ человек(а)? без кода прямо сейчас/);
    await expectNoBarriers(chiefs);
    await sure.getByRole("button", { name: "Включить правило" }).click();
    await expect(sure).toBeHidden();
    await expect(chiefs.getByRole("radio", { name: /^Все/ })).toBeChecked();

    const asked = theirs.getByRole("heading", { name: "Сначала защитим ваш вход" });
    await theirs.getByRole("link", { name: "Закрытые" }).click(); // the next thing they do
    await expect(asked).toBeVisible(); // the open desk gave way
    await theirs.goto("/settings/account");
    await expect(asked).toBeVisible();
    await expectNoBarriers(theirs);
    await theirs.setViewportSize({ width: 390, height: 844 });
    await expectNoBarriers(theirs);
    await setUp(theirs, theirs.getByRole("main"), person);
    await expect(theirs).toHaveURL(/\/settings\/account/);
    await expect(theirs.getByRole("region", { name: "Вход по коду" })).toContainText("Включён");
    await theirs.getByRole("button", { name: "Выключить" }).click();
    await theirs.getByRole("dialog").getByLabel("Ваш пароль").fill(person.password);
    await theirs.getByRole("dialog").getByRole("button", { name: "Выключить" }).click();
    await expect(theirs.getByText("Правила требуют входа по коду")).toBeVisible();
  } finally {
    // The desks of all other tests stand under the same rules.
    const answer = await chiefContext.request.put("/api/security-rules", {
      data: { two_factor: "nobody" },
      headers: { Origin: origin() },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  await chiefContext.close();
  await context.close();
});
