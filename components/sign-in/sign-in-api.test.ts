import { describe, expect, test } from "vitest";
import { safeNextPath } from "./sign-in-api";

describe("after signing in", () => {
  test("one returns to the page that was asked for", () => {
    expect(safeNextPath("/settings/sellers")).toBe("/settings/sellers");
    expect(safeNextPath("/inbox/all/42?message=7#end")).toBe("/inbox/all/42?message=7#end");
    expect(safeNextPath("/search?q=%D1%80%D0%B0%D0%B7%D0%BC%D0%B5%D1%80")).toBe(
      "/search?q=%D1%80%D0%B0%D0%B7%D0%BC%D0%B5%D1%80",
    );
  });

  test.each([
    "//evil.example/x",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "inbox",
    "",
    "/./\\evil.example",
    "/..//evil.example",
  ])("one stays on this site: %j", (next) => {
    expect(safeNextPath(next)).toBe("/inbox");
  });

  test("one is not sent back to the door", () => {
    expect(safeNextPath("/sign-in?next=/sign-in")).toBe("/inbox");
    expect(safeNextPath("/api/auth/sign-out")).toBe("/inbox");
    expect(safeNextPath(undefined)).toBe("/inbox");
    expect(safeNextPath(null)).toBe("/inbox");
  });
});
