import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WebhookMode, WebhookVerdict } from "../ports";
import { createOzonWebhooks } from "./webhooks";

const webhooks = createOzonWebhooks();
const SECRET = "s3cret";
const NOW = new Date("2026-09-01T12:00:00.000Z");

function bytes(body: unknown): Uint8Array {
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function sign(body: Uint8Array, secret = SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

function read(
  mode: WebhookMode,
  rawBody: Uint8Array,
  signature: string | null = null,
  secret: string | null = SECRET,
) {
  const header = (name: string) => (name.toLowerCase() === "x-ozon-signature" ? signature : null);
  return webhooks.read({ mode, rawBody, header, secret, accountId: "7" });
}

function answer(mode: WebhookMode, verdict: WebhookVerdict) {
  return webhooks.answer({ mode, verdict, now: NOW });
}

const event = {
  event_type: "chat_new_message",
  chat_id: "chat-1",
  message_id: 1003,
  timestamp: "2026-02-07T16:00:01Z",
};
const push = {
  message_type: "TYPE_NEW_MESSAGE",
  chat_id: "b646d975-0c9c-4872-9f41-8b1e57181063",
  chat_type: "Buyer_Seller",
  message_id: "3000000000817031942",
  created_at: "2022-07-18T20:58:04.528Z",
  user: { id: "115568", type: "Сustomer" },
  data: ["Message text"],
  seller_id: "7",
};

describe("signed webhooks", () => {
  test("a signed event names its chat and message", () => {
    const verdict = read("signed", bytes(event), sign(bytes(event)));
    expect(verdict).toEqual({
      outcome: "accepted",
      ring: {
        kind: "chat_changed",
        chatExternalId: "chat-1",
        messageExternalId: "1003",
        dedupeKey: "message:chat-1:1003",
      },
    });
    expect(answer("signed", verdict)).toEqual({ status: 200, body: { status: "ok" } });
  });

  test("a missing, foreign, shortened, upper-case or bare signature is refused", () => {
    const good = sign(bytes(event));
    const bad = [
      null,
      "",
      good.slice(0, -1),
      good.toUpperCase(),
      good.slice(7),
      `${good}0`,
      sign(bytes(event), "other"),
    ];
    for (const signature of bad) {
      const verdict = read("signed", bytes(event), signature);
      expect(verdict).toEqual({ outcome: "invalid_signature" });
      expect(answer("signed", verdict)).toMatchObject({
        status: 403,
        body: { error: { code: "invalid_signature" } },
      });
    }
    expect(read("signed", bytes(event), good, null)).toEqual({ outcome: "invalid_signature" });
    expect(read("signed", bytes(event), sign(bytes(event), ""), "")).toEqual({
      outcome: "invalid_signature",
    });
  });

  test("a push body does not get around the signature", () => {
    expect(read("signed", bytes(push))).toEqual({ outcome: "invalid_signature" });
    expect(read("signed", bytes({ message_type: "TYPE_PING" }))).toEqual({ outcome: "invalid_signature" });
    expect(read("signed", bytes(push), sign(bytes(push)))).toMatchObject({ outcome: "malformed" });
  });

  test("one changed byte of body or signature is refused", () => {
    const raw = Buffer.from(bytes(event));
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 255 }), (index, flip) => {
        const changed = Buffer.from(raw);
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(read("signed", changed, sign(raw)).outcome).toBe("invalid_signature");
      }),
    );
    const good = sign(raw);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (index, letter) => {
        fc.pre(good[index] !== letter);
        const changed = good.slice(0, index) + letter + good.slice(index + 1);
        expect(read("signed", raw, changed).outcome).toBe("invalid_signature");
      }),
    );
  });

  test("signed but not an event is malformed; an unknown event is taken and named", () => {
    for (const body of ["", "[]", "null", "7", "{", '{"event_type":7}', '{"event_type":"chat_created"}']) {
      const verdict = read("signed", bytes(body), sign(bytes(body)));
      expect(verdict.outcome).toBe("malformed");
      expect(answer("signed", verdict).status).toBe(400);
    }
    const unknown = bytes({ event_type: "chat_painted_blue" });
    expect(read("signed", unknown, sign(unknown))).toMatchObject({
      ring: { kind: "unknown_type", type: "chat_painted_blue" },
    });
  });
});

describe("push notifications", () => {
  test("a ping is answered with name, version and time", () => {
    const verdict = read("push", bytes({ message_type: "TYPE_PING", time: "2019-08-24T14:15:22Z" }));
    expect(verdict).toEqual({ outcome: "accepted", ring: { kind: "ping" } });
    expect(answer("push", verdict)).toEqual({
      status: 200,
      body: { version: "1.0", name: "prilavok", time: "2026-09-01T12:00:00.000Z" },
    });
  });

  test("a new message names its chat; the same call again has the same key, with the id as number or text", () => {
    const verdict = read("push", bytes(push));
    expect(verdict).toMatchObject({
      ring: { kind: "chat_changed", chatExternalId: push.chat_id, messageExternalId: "3000000000817031942" },
    });
    const asNumber = JSON.stringify({ ...push, seller_id: 7 }).replace(
      '"3000000000817031942"',
      "3000000000817031942",
    );
    expect(read("push", bytes(asNumber))).toEqual(verdict);
    expect(answer("push", verdict)).toEqual({ status: 200, body: { result: true } });
  });

  test("an edited message is another event than the message itself", () => {
    const keys = [
      push,
      { ...push, message_type: "TYPE_UPDATE_MESSAGE", updated_at: "2022-07-18T21:00:00Z" },
    ].map((body) => {
      const verdict = read("push", bytes(body));
      return verdict.outcome === "accepted" && verdict.ring.kind === "chat_changed"
        ? verdict.ring.dedupeKey
        : null;
    });
    expect(keys[0]).not.toEqual(keys[1]);
    expect(keys).not.toContain(null);
  });

  test("reads and closings ring the chat", () => {
    const readMark = {
      message_type: "TYPE_MESSAGE_READ",
      chat_id: "c",
      last_read_message_id: "5",
      seller_id: "7",
    };
    expect(read("push", bytes(readMark))).toMatchObject({
      ring: { kind: "chat_changed", dedupeKey: "read:c:5" },
    });
    const closed = { message_type: "TYPE_CHAT_CLOSED", chat_id: "c", seller_id: "7" };
    expect(read("push", bytes(closed))).toMatchObject({
      ring: { kind: "chat_changed", messageExternalId: null },
    });
  });

  test("a posting that changed is named, whatever else is said of it; one without a number is let be", () => {
    for (const type of ["TYPE_STATE_CHANGED", "TYPE_POSTING_STATUS_CHANGED", "TYPE_NEW_POSTING"]) {
      const body = {
        message_type: type,
        seller_id: 7,
        posting_number: "24219509-0020-1",
        new_state: "posting_lost",
      };
      const ring = { kind: "posting_changed", postingNumber: "24219509-0020-1" };
      expect(read("push", bytes(body))).toMatchObject({ ring });
    }
    for (const posting_number of [undefined, "", null, { a: 1 }, "x".repeat(300)]) {
      const body = bytes({ message_type: "TYPE_STATE_CHANGED", posting_number });
      expect(read("push", body)).toMatchObject({ ring: { kind: "known_elsewhere" } });
    }
  });

  test("postings from Ozon's warehouses are rung for like those from own ones", () => {
    const ring = { kind: "posting_changed", postingNumber: "1-1" };
    for (const message_type of ["TYPE_FBO_POSTING_NEW", "TYPE_FBO_POSTING_STATE_CHANGED"])
      expect(read("push", bytes({ message_type, posting_number: "1-1" }))).toMatchObject({ ring });
  });

  test("stocks and products name what is to be looked at", () => {
    const cases = [
      ["TYPE_STOCKS_CHANGED", ["stocks", "own_stocks"]],
      ["TYPE_FBO_STOCKS_CHANGED", ["stocks", "warehouse_stocks"]],
      ["TYPE_CREATE_OR_UPDATE_ITEM", ["products"]],
    ] as const;
    for (const [message_type, sections] of cases)
      expect(read("push", bytes({ message_type, seller_id: 7 }))).toMatchObject({
        ring: { kind: "section_changed", sections },
      });
    expect(read("push", bytes({ message_type: "TYPE_ORDER_NEW" }))).toMatchObject({
      ring: { kind: "known_elsewhere" },
    });
  });

  test("an unknown type is answered 200", () => {
    for (const type of ["TYPE_NEWS_OF_2027", "constructor", "__proto__"]) {
      const verdict = read("push", bytes({ message_type: type }));
      expect(verdict).toMatchObject({ ring: { kind: "unknown_type", type } });
      expect(answer("push", verdict)).toEqual({ status: 200, body: { result: true } });
    }
  });

  test("a call meant for another seller is refused in Ozon's form", () => {
    for (const seller_id of ["8", 8]) {
      const verdict = read("push", bytes({ ...push, seller_id }));
      expect(verdict).toEqual({ outcome: "foreign_account" });
      expect(answer("push", verdict)).toMatchObject({
        status: 403,
        body: { error: { code: "ERROR_UNKNOWN", details: null } },
      });
    }
  });

  test("a missing field and a body that is not JSON have their codes", () => {
    const { chat_id: _chat, ...withoutChat } = push;
    const { message_id: _message, ...withoutMessage } = push;
    for (const body of [withoutChat, withoutMessage, {}]) {
      const reply = answer("push", read("push", bytes(body)));
      expect(reply).toMatchObject({ status: 400, body: { error: { code: "ERROR_PARAMETER_VALUE_MISSED" } } });
    }
    expect(answer("push", read("push", bytes("<xml>")))).toMatchObject({
      status: 400,
      body: { error: { code: "ERROR_UNKNOWN" } },
    });
  });

  test("no body makes it throw", () => {
    const field = fc.constantFrom(
      "message_type",
      "chat_id",
      "message_id",
      "seller_id",
      "event_type",
      "updated_at",
    );
    const type = fc.constantFrom("TYPE_NEW_MESSAGE", "TYPE_MESSAGE_READ", "TYPE_PING", "x");
    const value = fc.oneof(fc.jsonValue(), type);
    const body = fc.oneof(
      fc.dictionary(field, value).map((fields) => bytes(fields)),
      fc.uint8Array({ maxLength: 300 }),
      fc.jsonValue().map(bytes),
    );
    fc.assert(
      fc.property(body, (raw) => {
        const verdicts = [read("push", raw), read("signed", raw, sign(raw))];
        for (const verdict of verdicts) expect([200, 400, 403]).toContain(answer("push", verdict).status);
      }),
    );
    expect(read("push", bytes("[".repeat(60_000))).outcome).toBe("malformed");
  });
});
