import { defineConfig } from "@playwright/test";

/** What a root shell in a container needs, and nothing that talks to the outside. */
const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export default defineConfig({
  testDir: "tests/browser",
  outputDir: ".tmp/browser-results",
  globalSetup: "./tests/browser/support/global-setup.ts",
  workers: 1, // one product, two cores: more browsers would only make each other slow
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  use: {
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: CHROMIUM_ARGS },
  },
  projects: [
    { name: "first day", testMatch: "first-day.spec.ts" },
    { name: "every day", testIgnore: "first-day.spec.ts", dependencies: ["first day"] },
  ],
});
