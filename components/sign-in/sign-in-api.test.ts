import { expect, test } from "vitest";
import { safeNextPath } from "./sign-in-api";

test("after signing in one stays on this site", () => {
  expect(safeNextPath("/settings/sellers")).toBe("/settings/sellers");
  expect(safeNextPath("//evil.example/x")).toBe("/inbox");
  expect(safeNextPath("/\\evil.example")).toBe("/inbox");
  expect(safeNextPath("https://evil.example")).toBe("/inbox");
  expect(safeNextPath(undefined)).toBe("/inbox");
});
