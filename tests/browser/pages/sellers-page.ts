import type { Locator, Page } from "@playwright/test";

/** Where sellers are connected. */
export class SellersPage {
  constructor(readonly page: Page) {}

  get keyField(): Locator {
    return this.page.getByLabel("Api-Key");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/sellers");
  }

  /** Fills the form that is open and sends it. */
  async connect(seller: { name: string; clientId: string; apiKey: string }): Promise<void> {
    await this.page.getByLabel("Название").fill(seller.name);
    await this.page.getByLabel("Client-Id").fill(seller.clientId);
    await this.keyField.fill(seller.apiKey);
    await this.page.getByRole("button", { name: "Проверить и подключить" }).click();
  }

  card(name: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name }) });
  }
}
