import { expect, test } from "vitest";
import { makeEncryptionKey } from "./secrets.mjs";
import { readSettings } from "./settings.mjs";

test("without any setting, the web app is at http://localhost:3000", () => {
  const settings = readSettings({}, []);
  expect(settings).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    appUrl: "http://localhost:3000",
    only: null,
  });
  expect(settings.databaseUrl).toBeNull();
});

test("the address follows the port, and loses a slash at its end", () => {
  expect(readSettings({ PORT: "4000" }, []).appUrl).toBe("http://localhost:4000");
  expect(readSettings({ APP_URL: "https://desk.example/" }, []).appUrl).toBe("https://desk.example");
});

test("the demo keeps to its own data and brings its own sign-in", () => {
  const settings = readSettings({ ADMIN_EMAIL: "a@b.ru", ADMIN_PASSWORD: "long enough" }, ["--demo"]);
  expect(settings.dataDir).toMatch(/\.data\/demo$/);
  expect(settings.given).toMatchObject({ ADMIN_EMAIL: "demo@prilavok.local", POLL_INTERVAL_SECONDS: "20" });
});

test.each([["--only", "web"], ["--only=web"]])("one half is named with %s", (...args) => {
  expect(readSettings({}, args).only).toBe("web");
});

test.each<{ given: Record<string, string>; named: string }>([
  { given: { PORT: "http" }, named: "PORT" },
  { given: { PORT: "70000" }, named: "PORT" },
  { given: { POLL_INTERVAL_SECONDS: "0" }, named: "POLL_INTERVAL_SECONDS" },
  { given: { LOG_LEVEL: "loud" }, named: "LOG_LEVEL" },
  { given: { ENCRYPTION_KEYS: "secret" }, named: "ENCRYPTION_KEYS" },
  { given: { ENCRYPTION_KEYS: `${makeEncryptionKey()},short` }, named: "ENCRYPTION_KEYS" },
  { given: { AUTH_SECRET: "short" }, named: "AUTH_SECRET" },
  { given: { ADMIN_EMAIL: "a@b.ru" }, named: "ADMIN_PASSWORD" },
  { given: { DATABASE_URL: "mysql://u:hidden@host/db" }, named: "DATABASE_URL" },
  { given: { REDIS_URL: "localhost:6379" }, named: "REDIS_URL" },
  { given: { APP_URL: "desk.example" }, named: "APP_URL" },
])("a wrong $named is refused in one sentence without its value", ({ given, named }) => {
  const refusal = () => readSettings(given, []);
  expect(refusal).toThrow(new RegExp(`^[^\\n]*${named}[^\\n]*\\.$`));
  expect(refusal).not.toThrow(/hidden/);
});

test("an option that does not exist is refused", () => {
  expect(() => readSettings({}, ["--only", "both"])).toThrow("--only");
  expect(() => readSettings({}, ["--verbose"])).toThrow("--verbose");
});
