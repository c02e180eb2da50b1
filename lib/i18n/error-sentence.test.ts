import { expect, test } from "vitest";
import { errorSentence } from "./error-sentence";

test("what may befall any change at a marketplace is not told as the fate of a message", () => {
  const codes = [
    "marketplace_refused",
    "marketplace_unavailable",
    "delivery_unconfirmed",
    "rate_limited",
  ] as const;
  const told = codes.flatMap((code) => [errorSentence(code, "ru"), errorSentence(code, "en")]);
  for (const sentence of told) expect(sentence).not.toMatch(/сообщени|покупател|message|buyer/i);
});

test("a picture that does not come, and a number that does not match, are not told as files of chats and as words", () => {
  expect(errorSentence("file_unavailable", "ru")).not.toMatch(/сообщени/);
  expect(errorSentence("confirmation_wrong", "ru")).not.toMatch(/слово/);
});
