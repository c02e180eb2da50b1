import { describe, expect, test } from "vitest";
import { invitationToken } from "./invitation-token";
import { signInErrorText } from "./sign-in-errors";

describe("an invitation's address", () => {
  test("carries its token behind the #", () => {
    expect(invitationToken("#Zm9vYmFyYmF6cXV4cXV1eA_-")).toBe("Zm9vYmFyYmF6cXV4cXV1eA_-");
  });

  test.each(["", "#", "#short", "#with spaces in the middle of it", `#${"x".repeat(201)}`])(
    "that was cut or spoilt has none: %j",
    (hash) => expect(invitationToken(hash)).toBeNull(),
  );
});

describe("who comes back from the other sign-in", () => {
  test("hears what they can do about it", () => {
    expect(signInErrorText("signup_disabled")).toBe("errorNotInvited");
    expect(signInErrorText("ACCESS_DENIED")).toBe("errorCancelled");
  });

  test("never reads foreign words: the address may be anybody's", () => {
    expect(signInErrorText("call +7 900 000-00-00")).toBe("errorElsewhere");
    expect(signInErrorText("constructor")).toBe("errorElsewhere");
    expect(signInErrorText("")).toBeNull();
    expect(signInErrorText(null)).toBeNull();
  });
});
