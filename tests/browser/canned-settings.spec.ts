import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("a canned reply is added, refused a taken shortcut at its field, changed and deleted", async ({
  page,
}) => {
  const dialog = page.getByRole("dialog");
  const shortcut = dialog.getByLabel("Сокращение");
  const row = (title: string) => page.getByRole("listitem").filter({ hasText: title });
  await page.goto("/settings/canned-replies");
  await page.getByRole("button", { name: "Добавить три примера" }).click();
  await expect(page.getByRole("button", { name: "Изменить «Где посылка»" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Изменить «Как вернуть»" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Изменить «Когда отправим»" })).toBeVisible();

  await page.getByRole("button", { name: "Новый ответ" }).click();
  await shortcut.fill("/трек");
  await dialog.getByLabel("Название").fill("Спасибо");
  await dialog.getByLabel("Текст").fill("{{buyer_name}}, спасибо за заказ {{order_number}}!");
  await expect(dialog).toContainText("Марина, спасибо за заказ 45821190-0127!");
  await expect(dialog).toContainText("Спасибо за заказ [номер заказа]!");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(dialog.getByText("Такое сокращение уже занято")).toBeVisible();
  await expect(shortcut).toHaveAttribute("aria-invalid", "true");
  await shortcut.fill("спасибо");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(dialog).toBeHidden();
  await expect(row("Спасибо")).toContainText("/спасибо");

  await page.getByRole("button", { name: "Изменить «Спасибо»" }).click();
  await dialog.getByLabel("Текст").fill("д".repeat(1001));
  await expect(dialog).toContainText("придётся сократить");
  await page.keyboard.press("Escape");
  await expect(dialog).toContainText("Закрыть без сохранения?");
  await dialog.getByRole("button", { name: "Вернуться" }).click();
  await dialog.getByLabel("Текст").fill("Спасибо, что выбрали нас!");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(row("Спасибо")).toContainText("Спасибо, что выбрали нас!");

  await page.getByRole("button", { name: "Удалить «Спасибо»" }).click();
  await dialog.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Изменить «Спасибо»" })).toHaveCount(0);
});
