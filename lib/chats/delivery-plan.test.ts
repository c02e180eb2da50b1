import { expect, test } from "vitest";
import { MarketplaceError, type MarketplaceErrorKind } from "../marketplaces/errors";
import { MAX_ATTEMPTS, planAfter } from "./delivery-plan";

const error = (
  kind: MarketplaceErrorKind,
  effect: "none" | "unknown",
  retryAfterSeconds: number | null = null,
) => new MarketplaceError({ kind, effect, method: "send", retryAfterSeconds, theirText: "их слова" });

const kinds: MarketplaceErrorKind[] = [
  "credentials_rejected",
  "role_missing",
  "subscription_missing",
  "rate_limited",
  "moderation_rejected",
  "reply_window_closed",
  "chat_closed",
  "not_found",
  "cursor_refused",
  "unavailable",
  "unexpected_answer",
];

test.each(kinds)("a message that may be out is never repeated, whatever went wrong: %s", (kind) => {
  expect(planAfter(error(kind, "unknown"), 1, 0.5)).toEqual({ next: "settle" });
});

test("a message that surely did not leave is tried again, later each time and never before the marketplace allows", () => {
  const first = planAfter(error("unavailable", "none"), 1, 1);
  const fifth = planAfter(error("unavailable", "none"), 5, 1);
  expect(first).toEqual({ next: "again", afterSeconds: 1 });
  expect(fifth).toEqual({ next: "again", afterSeconds: 16 });
  expect(planAfter(error("rate_limited", "none", 60), 1, 1)).toEqual({ next: "again", afterSeconds: 60 });
});

test("after hours of trying the message goes back to its author with the reason", () => {
  expect(planAfter(error("unavailable", "none"), MAX_ATTEMPTS, 0)).toMatchObject({
    next: "fail",
    code: "marketplace_unavailable",
  });
});

test.each(["moderation_rejected", "reply_window_closed", "chat_closed"] as const)(
  "a refusal that repeating cannot help fails at once with the marketplace's words: %s",
  (kind) => {
    expect(planAfter(error(kind, "none"), 1, 0)).toEqual({ next: "fail", code: kind, text: "их слова" });
  },
);

test("a refused key is asked about before anybody is blamed", () => {
  expect(planAfter(error("credentials_rejected", "none"), 1, 0)).toEqual({ next: "ask-about-key" });
});
