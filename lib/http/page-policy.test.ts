import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { pagePolicy } from "./page-policy";

test("scripts run by their nonce alone, and nothing is loaded from elsewhere", () => {
  const policy = pagePolicy({ nonce: "abc", isSecure: true });
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("upgrade-insecure-requests");
  expect(policy.replace("style-src-attr 'unsafe-inline'", "")).not.toMatch(/unsafe|https?:|\*/);
  expect(pagePolicy({ nonce: "abc", isSecure: false })).not.toContain("upgrade-insecure-requests");
});

test("the toasts' sheet is the one that is let through", () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve("sonner"));
  const source = readFileSync(path.join(folder, "index.mjs"), "utf8");
  const sheet: unknown = JSON.parse(`"${/__insertCSS\("((?:[^"\\]|\\.)*)"\);/.exec(source)?.[1]}"`);
  const hash = createHash("sha256").update(String(sheet)).digest("base64");
  expect(pagePolicy({ nonce: "abc", isSecure: true })).toContain(`'sha256-${hash}'`);
});
