import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../http";
import { BREAKER_SECONDS, isMethodGone, toRefusal } from "./errors";
import { type Dialect, paths } from "./paths";

const NOW = new Date("2026-09-01T12:00:00Z");

function refuse(
  status: number,
  json: unknown,
  how: { path?: string; dialect?: Dialect; headers?: Record<string, string> } = {},
) {
  const answer: HttpAnswer = { status, headers: new Headers(how.headers), text: "", json };
  const path = how.path ?? paths.v3.history;
  const isRepeatable = path !== paths.sendText;
  return toRefusal({
    dialect: how.dialect ?? "v3",
    path,
    answer,
    isRepeatable,
    secrets: ["key-value"],
    now: NOW,
  });
}

function kindOf(status: number, message: string, code = 7, path?: string): string {
  return refuse(status, { code, message, details: [{ typeUrl: "x" }] }, { path }).error.kind;
}

test("a gateway's 408 on a send leaves open whether the message is out", () => {
  expect(refuse(408, null, { path: paths.sendText }).error).toMatchObject({
    kind: "unavailable",
    effect: "unknown",
  });
  expect(refuse(400, { code: 3, message: "no" }, { path: paths.sendText }).error.effect).toBe("none");
});

describe("refusals", () => {
  test("the key, the right, the tariff and the method are told apart", () => {
    expect(kindOf(400, "Client-Id and Api-Key headers are required", 16)).toBe("credentials_rejected");
    expect(kindOf(403, "Invalid Api-Key, please contact support")).toBe("credentials_rejected");
    expect(kindOf(403, "Api-key is deactivated, use another one")).toBe("credentials_rejected");
    expect(kindOf(403, "Api-Key is restricted to specific IP addresses")).toBe("credentials_rejected");
    expect(kindOf(401, "whatever", 16)).toBe("credentials_rejected");
    expect(kindOf(403, "Api-Key is missing a required role for a method")).toBe("role_missing");
    expect(kindOf(403, "Method is not available with existing subscription")).toBe("subscription_missing");
    expect(kindOf(403, "Information is available starting from the premium plus subscription.")).toBe(
      "subscription_missing",
    );
    expect(kindOf(404, "chat not found", 5)).toBe("not_found");
    expect(kindOf(400, "Request validation error: invalid XRequest.Limit", 3)).toBe("unexpected_answer");
    expect(kindOf(500, "Internal error", 13)).toBe("unavailable");
  });

  test("a refused send says why", () => {
    expect(kindOf(400, "Message contains prohibited content: phone number", 400, paths.sendText)).toBe(
      "moderation_rejected",
    );
    expect(kindOf(403, "Sending is not permitted", 7, paths.sendText)).toBe("reply_window_closed");
    expect(kindOf(403, "access period has expired", 7, paths.sendText)).toBe("reply_window_closed");
    expect(kindOf(403, "Chat is disabled", 7, paths.sendText)).toBe("chat_closed");
    expect(kindOf(400, "Chat is closed", 400, paths.sendText)).toBe("chat_closed");
    expect(kindOf(403, "PermissionDenied", 7, paths.sendText)).toBe("subscription_missing");
  });

  test("a write refused with 4xx had no effect, with 5xx nobody knows, a read never has one", () => {
    const effects = [400, 403, 404, 429, 500, 502].map(
      (status) => refuse(status, {}, { path: paths.sendText }).error.effect,
    );
    expect(effects).toEqual(["none", "none", "none", "none", "unknown", "unknown"]);
    expect(refuse(500, {}).error.effect).toBe("none");
  });

  test("a body of any type is survived", () => {
    for (const json of [undefined, null, 7, "text", [], { code: {}, message: [], details: 3 }]) {
      expect(refuse(502, json).error.kind).toBe("unavailable");
    }
  });

  test("their sentence is kept without the key", () => {
    expect(refuse(403, { message: "Invalid Api-Key key-value!" }).error.theirText).toBe(
      "Invalid Api-Key ***!",
    );
  });
});

describe("throttling", () => {
  test("the wait is taken from the header, the text, or the dialect", () => {
    const seconds = (json: unknown, headers: Record<string, string> = {}, dialect: Dialect = "v3") =>
      refuse(429, json, { headers, dialect }).error.retryAfterSeconds;
    expect(seconds({}, { "retry-after": "17" })).toBe(17);
    expect(seconds({}, { "retry-after": "Tue, 01 Sep 2026 12:00:30 GMT" })).toBe(30);
    expect(seconds({}, { "ratelimit-reset": "2" })).toBe(2);
    expect(
      seconds({ code: 429, message: "Rate limit exceeded", details: "Retry after 60 seconds" }, {}, "v1"),
    ).toBe(60);
    expect(seconds({ code: 8, message: "You have reached request rate limit per second" })).toBe(1);
    expect(seconds(undefined, { "retry-after": "soon" })).toBe(1);
  });

  test("a limit of one method silences that method, any other the whole account", () => {
    expect(refuse(429, {}).silence?.method).toBeNull();
    expect(refuse(429, {}, { dialect: "v1", path: paths.v1.updates }).silence?.method).toBe(paths.v1.updates);
  });

  test("an open circle shuts the method for minutes and is not asked again", () => {
    for (const status of [429, 403, 500]) {
      const refusal = refuse(status, { code: 8, message: "Circle is open" });
      expect(refusal.silence).toEqual({ method: paths.v3.history, seconds: BREAKER_SECONDS });
      expect(refusal.isPassing).toBe(false);
      expect(refusal.error).toMatchObject({ kind: "unavailable", retryAfterSeconds: BREAKER_SECONDS });
    }
  });
});

test("an obsolete method points to the other dialect", () => {
  expect(isMethodGone(refuse(404, {}).error)).toBe(true);
  expect(isMethodGone(refuse(400, { message: "obsolete method cannot be used" }).error)).toBe(true);
  expect(isMethodGone(refuse(400, { message: "limit" }).error)).toBe(false);
});
