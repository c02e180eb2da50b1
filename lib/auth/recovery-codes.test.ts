import { expect, test } from "vitest";
import { makeRecoveryCodes, tidyRecoveryCode } from "./recovery-codes";

test("ten different codes that survive being written down", () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
    expect(tidyRecoveryCode(` ${code.toUpperCase().replace("-", " ")} `)).toBe(code);
  }
});
