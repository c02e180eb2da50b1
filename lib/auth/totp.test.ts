import { expect, test } from "vitest";
import { codeOf, findStep, stepAt, totpUri } from "./totp";

// RFC 6238, appendix B, for SHA-1: its eight digits end in our six.
const SECRET = "12345678901234567890";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at second %i the code is %s, as the standard says", (second, code) => {
  expect(codeOf(SECRET, stepAt(new Date(second * 1000)))).toBe(code);
});

test("the code before and after the current one are taken, those further away are not", () => {
  const time = new Date(1_234_567_890_000);
  const step = stepAt(time);
  const found = [-2, -1, 0, 1, 2].map((away) =>
    findStep({ secret: SECRET, code: codeOf(SECRET, step + away), time }),
  );
  expect(found).toEqual([null, step - 1, step, step + 1, null]);
  expect(findStep({ secret: SECRET, code: "12345", time })).toBeNull();
});

test("an app is told the secret in its own alphabet", () => {
  const uri = new URL(totpUri({ issuer: "Prilavok", account: "anna@example.ru", secret: SECRET }));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain("Prilavok:anna@example.ru");
  expect(uri.searchParams.get("secret")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
});
