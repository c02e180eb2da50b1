import type { Locator, Page } from "@playwright/test";

/** The desk: list, conversation, composer. */
export class InboxPage {
  constructor(readonly page: Page) {}

  get conversation(): Locator {
    return this.page.getByRole("log");
  }

  get composer(): Locator {
    return this.page.getByLabel("Ответ покупателю");
  }

  /** The open chats of one seller: a test sees its own world only. */
  async open(shopName: string): Promise<void> {
    await this.page.goto("/inbox");
    await this.page.getByRole("navigation", { name: "Виды" }).getByText(shopName).click();
  }

  row(text: string): Locator {
    return this.page.locator("[data-chat]").filter({ hasText: text });
  }

  message(text: string): Locator {
    return this.conversation.locator("[data-message]").filter({ hasText: text });
  }

  async answer(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Control+Enter");
  }
}
