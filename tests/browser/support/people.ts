import { randomInt } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContext, Page } from "@playwright/test";
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

/** A browser of its own, at an address of its own: attempts to sign in are counted by address. */
export function openContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin(),
    storageState: { cookies: [], origins: [] }, // the tests' own session is handed to every new context
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    reducedMotion: "reduce",
    extraHTTPHeaders: { "x-forwarded-for": `198.18.${randomInt(256)}.${randomInt(1, 255)}` },
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

/** Fills the door's first form. */
export async function enterPassword(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Почта").fill(person.email);
  await page.getByLabel("Пароль", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Войти", exact: true }).click();
}
