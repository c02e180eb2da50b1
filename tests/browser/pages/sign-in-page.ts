import type { Locator, Page } from "@playwright/test";

/** The way in: sign-in and, on the first visit, set-up. */
export class SignInPage {
  constructor(readonly page: Page) {}

  get alert(): Locator {
    return this.page.getByRole("main").getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.goto("/sign-in");
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel("Почта").fill(email);
    await this.page.getByLabel("Пароль", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Войти" }).click();
  }

  async setUp(person: { name: string; email: string; password: string }): Promise<void> {
    await this.page.getByLabel("Как вас зовут").fill(person.name);
    await this.page.getByLabel("Почта").fill(person.email);
    await this.page.getByLabel("Придумайте пароль").fill(person.password);
    await this.page.getByRole("button", { name: "Создать и войти" }).click();
  }
}
