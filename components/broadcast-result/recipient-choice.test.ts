import { describe, expect, test } from "vitest";
import { countsOf, everyRecipient, parseView, toChoice, toSearch } from "./recipient-choice";

describe("which recipients are shown", () => {
  test("a tab, a reason and a variant narrow the list together", () => {
    expect(toChoice({ tab: "skipped", reason: "opted_out", variant: "B" })).toEqual({
      status: "skipped",
      reason: "opted_out",
      variant: "B",
    });
    expect(toChoice(everyRecipient)).toEqual({});
  });

  test("an address keeps what is shown, and an unknown one shows everybody", () => {
    const view = { tab: "failed", reason: "moderation_rejected", variant: null } as const;
    expect(parseView(new URLSearchParams(toSearch(view)))).toEqual(view);
    expect(toSearch(everyRecipient)).toBe("");
    expect(parseView(new URLSearchParams("show=nonsense"))).toEqual(everyRecipient);
  });

  test("who is not known to have got it stands apart from who failed, and nobody is counted twice", () => {
    const counts = {
      audience: 10,
      queued: 3,
      sent: 4,
      failed: 2,
      skipped: 1,
      replied: 1,
      unconfirmed: 1,
      bought: 0,
    };
    const shown = countsOf({ counts });
    expect(shown).toMatchObject({ all: 10, failed: 1, unconfirmed: 1, skipped: 1, waiting: 3 });
  });
});
