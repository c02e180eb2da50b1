import { randomInt } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContext, Locator, Page } from "@playwright/test";
import { expect } from "./world";

/** Passes the server's judgement, and no name of a test stands in it. */
export const GOOD_PASSWORD = "три кота на крыше";

/** Somebody of the team, made for one test. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function origin(): string {
  return process.env.BROWSER_TEST_URL ?? "";
}

/** A browser of its own, in which nobody is signed in. */
export function openContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin(),
    storageState: { cookies: [], origins: [] }, // the tests' own session is handed to every new context
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    reducedMotion: "reduce",
  });
}

/** An admin's request context makes a person with a password. */
export async function addPerson(
  admin: APIRequestContext,
  role: "admin" | "supervisor" | "operator",
): Promise<Person> {
  const key = `${role}${randomInt(1_000_000)}`;
  const given = { name: `Вера ${key}`, email: `${key}@example.ru`, password: GOOD_PASSWORD };
  const answer = await admin.post("/api/users", { data: { ...given, role }, headers: { Origin: origin() } });
  expect(answer.status(), await answer.text()).toBe(201);
  const { user } = (await answer.json()) as { user: { id: string } }; // our own answer
  return { ...given, id: user.id };
}

/** An address may try to sign in ten times a minute, and all tests share one: who is asked to wait, waits. */
const LONGEST_WAIT_MS = 90_000;

/** Presses a button that signs in until the server judged the password. */
export async function pressSignIn(page: Page, button: Locator): Promise<void> {
  for (;;) {
    const answering = page.waitForResponse((answer) => answer.url().endsWith("/api/auth/sign-in/email"));
    await button.click();
    if ((await answering).status() !== 429) return;
    await expect(button).toBeEnabled({ timeout: LONGEST_WAIT_MS });
  }
}

/** Fills the form of the door that is open, and goes through its first step. */
export async function fillDoor(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.getByLabel("Почта").fill(person.email);
  await page.getByLabel("Пароль", { exact: true }).fill(person.password);
  await pressSignIn(page, page.getByRole("button", { name: "Войти", exact: true }));
}

/** Goes to the door, and through its first step. */
export async function enterPassword(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.goto("/sign-in");
  await fillDoor(page, person);
}
