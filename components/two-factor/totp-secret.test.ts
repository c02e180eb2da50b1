import { expect, test } from "vitest";
import { secretOf } from "./totp-secret";

test("the key is shown in groups that one can type", () => {
  expect(secretOf("otpauth://totp/Prilavok:anna%40example.ru?secret=ABCDEFGH23&issuer=Prilavok")).toEqual({
    secret: "ABCDEFGH23",
    spaced: "ABCD EFGH 23",
  });
  expect(secretOf("otpauth://totp/Prilavok")).toEqual({ secret: "", spaced: "" });
});
