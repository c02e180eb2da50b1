import { describe, expect, test } from "vitest";
import { cleanKey, findProblems, toHealth, toKeyWarning } from "./seller-state";

const healthy = {
  status: "active",
  last_error: null,
  last_synced_at: "2026-11-21T10:00:00.000Z",
  sync: { phase: "live" },
} as const;
const errorAt = (at: string) => ({ code: "marketplace_unavailable", message: "", at });

describe("how a seller is doing", () => {
  test("an error counts only until the next good look", () => {
    expect(toHealth({ ...healthy, last_error: errorAt("2026-11-21T10:05:00.000Z") })).toBe("trouble");
    expect(toHealth({ ...healthy, last_error: errorAt("2026-11-21T09:55:00.000Z") })).toBe("working");
  });
  test("a rejected key and a pause stand before everything", () => {
    const troubled = { ...healthy, last_error: errorAt("2026-11-21T10:05:00.000Z") };
    expect(toHealth({ ...troubled, status: "credentials_rejected" })).toBe("rejected");
    expect(toHealth({ ...troubled, status: "paused" })).toBe("paused");
  });
  test("loading history is told while nothing is wrong", () => {
    expect(toHealth({ ...healthy, sync: { phase: "backfill" } })).toBe("backfill");
  });
});

test("a key is warned of in its last thirty days, after its end, and after half a year of use", () => {
  const now = Date.parse("2026-11-21T00:00:00Z");
  const warningOf = (expiresAt: string | null, setAt = "2026-11-01T00:00:00Z") =>
    toKeyWarning({ api_key_expires_at: expiresAt, api_key_set_at: setAt }, now);
  expect(warningOf(null)).toBeNull();
  expect(warningOf("2027-03-01T00:00:00Z")).toBeNull();
  expect(warningOf("2026-12-01T00:00:00Z")).toBe("ending");
  expect(warningOf("2026-11-20T00:00:00Z")).toBe("expired");
  expect(warningOf(null, "2026-05-21T00:00:00Z")).toBe("old");
  expect(warningOf("2026-12-01T00:00:00Z", "2026-01-01T00:00:00Z")).toBe("ending");
});

test("what copying brings along is forgiven", () => {
  expect(cleanKey(" 9b1d-\n4f7e\u200B \uFEFF")).toBe("9b1d-4f7e");
});

describe("the form of a new seller", () => {
  test("says what is wrong with each field", () => {
    expect(findProblems({ name: " ", clientId: "12a", apiKey: "" })).toEqual({
      name: "empty",
      clientId: "notDigits",
      apiKey: "empty",
    });
    expect(findProblems({ name: "Дом", clientId: "", apiKey: "k" })).toEqual({ clientId: "empty" });
    expect(findProblems({ name: "Дом", clientId: "1".repeat(21), apiKey: "k" })).toEqual({
      clientId: "notDigits",
    });
  });
  test("takes a Client-Id copied with spaces around it", () => {
    expect(findProblems({ name: "Дом", clientId: " 1234567 ", apiKey: "k" })).toEqual({});
  });
});
