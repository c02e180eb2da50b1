import { afterEach, describe, expect, test } from "vitest";
import {
  type Answer,
  impatient,
  makeContext,
  type RecordedContext,
  startTestServer,
  type TestServer,
} from "../test-server";
import { createOzonAdapter } from "./adapter";

const adapter = createOzonAdapter(impatient);
const NOT_THERE: Answer = { status: 404, body: { code: 5, message: "404 page not found" } };
const refusal = (message: string, code = 7): Answer => ({ status: 403, body: { code, message } });
const LIST = {
  body: {
    chats: [
      { chat: { chat_id: "n", chat_type: "SELLER_SUPPORT", chat_status: "OPENED" }, last_message_id: 1 },
      { chat: { chat_id: "b", chat_type: "BUYER_SELLER", chat_status: "OPENED" }, last_message_id: 2 },
    ],
    cursor: "",
    has_next: false,
  },
};
const HISTORY = { body: { messages: [], has_next: false } };
const ROLES = { body: { expires_at: "2027-02-18T09:54:23.296Z", roles: [{ name: "Admin", methods: [] }] } };

let server: TestServer | null = null;
let context: RecordedContext;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function probe(answers: Readonly<Record<string, Answer>>, dialect: "v1" | "v3" | null = null) {
  server = await startTestServer(({ path }) => answers[path] ?? NOT_THERE);
  context = makeContext({ baseUrl: server.url, dialect });
  return adapter.probe(context);
}

describe("first contact with a key", () => {
  test("a production account tells its dialect, name and when the key ends", async () => {
    const info = { body: { company: { name: "ООО Дом и уют" } } };
    const facts = await probe({
      "/v1/roles": ROLES,
      "/v3/chat/list": LIST,
      "/v3/chat/history": HISTORY,
      "/v1/seller/info": info,
    });
    expect(facts).toEqual({
      dialect: "v3",
      accountName: "ООО Дом и уют",
      keyExpiresAt: new Date("2027-02-18T09:54:23.296Z"),
      roles: ["Admin"],
      rights: null,
      chatAccess: "ok",
    });
  });

  test("the rights of a key are told one by one, whatever version of a method they name", async () => {
    const methods = ["/v4/chat/list", "/v3/chat/history", "/v1/roles"];
    const roles = [
      { name: "Чаты", methods },
      { name: "Чаты", methods: ["/v9/posting/fbs/list"] },
      "?",
      { name: 5 },
    ];
    const facts = await probe({
      "/v1/roles": { body: { expires_at: null, roles } },
      "/v3/chat/list": LIST,
      "/v3/chat/history": HISTORY,
    });
    expect(facts).toMatchObject({
      roles: ["Чаты", "5"],
      rights: { readChats: true, writeChats: false, readOrders: true, setWebhooks: false },
    });
  });

  test("why a key is refused is told where Ozon says it", async () => {
    const problems = {
      "Invalid Api-Key, please contact support": "wrong",
      "Api-key is deactivated, use another one or generate a new one": "ended",
      "Api-Key is restricted to specific IP addresses": "address_not_allowed",
      "Company is blocked, please contact support": "account_blocked",
    };
    for (const [words, keyProblem] of Object.entries(problems)) {
      await expect(probe({ "/v1/roles": refusal(words) })).rejects.toMatchObject({ keyProblem });
      await server?.close();
    }
  });

  test("an account of the documents is found by its list", async () => {
    expect(await probe({ "/v1/chat/list": { body: { result: { chats: [] } } } })).toEqual({
      dialect: "v1",
      accountName: null,
      keyExpiresAt: null,
      roles: [],
      rights: null,
      chatAccess: "ok",
    });
  });

  test("a key without chat rights or tariff is good, and says what is missing", async () => {
    const role = refusal("Api-Key is missing a required role for a method");
    const tariff = refusal("Information is available starting from the premium plus subscription.");
    const chatAccess = async (answers: Readonly<Record<string, Answer>>) => {
      const facts = await probe(answers);
      await server?.close();
      return facts.chatAccess;
    };
    expect(await chatAccess({ "/v1/roles": ROLES, "/v3/chat/list": role })).toBe("role_missing");
    expect(await chatAccess({ "/v1/roles": role, "/v3/chat/list": LIST, "/v3/chat/history": tariff })).toBe(
      "subscription_missing",
    );
    expect(
      await chatAccess({
        "/v1/roles": ROLES,
        "/v3/chat/list": { body: { chats: [], cursor: "", has_next: false } },
      }),
    ).toBeNull();
  });

  test("a bad key, a marketplace that is down and a stranger are told apart", async () => {
    const bad = refusal("Invalid Api-Key, please contact support", 16);
    await expect(probe({ "/v1/roles": bad })).rejects.toMatchObject({ kind: "credentials_rejected" });
    await server?.close();
    await expect(probe({ "/v1/roles": { status: 503 } })).rejects.toMatchObject({ kind: "unavailable" });
    await server?.close();
    await expect(probe({})).rejects.toMatchObject({ kind: "unexpected_answer" });
    await server?.close();
    await expect(probe({ "/v1/chat/list": LIST }, "v3")).rejects.toMatchObject({ kind: "unexpected_answer" });
  });

  test("a key that cannot be a header is a wrong key, and nothing leaves", async () => {
    server = await startTestServer(() => NOT_THERE);
    for (const apiKey of ["ключ", "a\nb", ""]) {
      const typed = makeContext({ baseUrl: server.url, credentials: { clientId: "7", apiKey } });
      await expect(adapter.probe(typed)).rejects.toMatchObject({
        kind: "credentials_rejected",
        effect: "none",
      });
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe("after a refusal", () => {
  const diagnose = async (dialect: "v1" | "v3", answer: Answer) => {
    server = await startTestServer(() => answer);
    const verdict = await adapter.diagnoseRefusal(makeContext({ baseUrl: server.url, dialect }));
    await server.close();
    return verdict;
  };

  test("the cheapest method tells a bad key from a missing right", async () => {
    const list = { body: { result: { chats: [] } } };
    expect(await diagnose("v3", ROLES)).toBe("limited");
    expect(await diagnose("v1", list)).toBe("limited");
    for (const dialect of ["v1", "v3"] as const) {
      expect(await diagnose(dialect, refusal("Api-key is deactivated"))).toBe("rejected");
      expect(await diagnose(dialect, { status: 401 })).toBe("rejected");
      expect(await diagnose(dialect, refusal("Api-Key is missing a required role for a method"))).toBe(
        "limited",
      );
      expect(await diagnose(dialect, { status: 502 })).toBe("unknown");
    }
  });
});

describe("sending", () => {
  const send = async (dialect: "v1" | "v3", answer: Answer) => {
    server = await startTestServer(() => answer);
    context = makeContext({ baseUrl: server.url, dialect });
    const { chats } = adapter.connect(context);
    const outcome = await chats
      .sendText({ chatExternalId: "c", text: "Здравствуйте", chatSecret: null })
      .then(
        (result): unknown => result,
        (error: unknown) => error,
      );
    const requests = server.requests.length;
    await server.close();
    return { outcome, requests };
  };

  test("production tells no id, the documents do", async () => {
    expect((await send("v3", { body: { result: "success" } })).outcome).toEqual({
      externalId: null,
      sentAt: null,
    });
    const body =
      '{"result":{"message_id":3000000000817031942,"created_at":"2026-02-07T12:00:00Z","status":"sent"}}';
    expect((await send("v1", { body })).outcome).toEqual({
      externalId: "3000000000817031942",
      sentAt: new Date("2026-02-07T12:00:00Z"),
    });
  });

  test("whatever happens, one request goes out, and the effect is exact", async () => {
    const unknown: Answer[] = [
      "cut",
      { status: 500 },
      { status: 504 },
      { body: "<html>" },
      { body: {} },
      { body: { result: "maybe" } },
    ];
    for (const answer of unknown) {
      expect(await send("v3", answer)).toMatchObject({ requests: 1, outcome: { effect: "unknown" } });
    }
    const none: Answer[] = [{ status: 400 }, { status: 403 }, { status: 404 }, { status: 429 }];
    for (const answer of none)
      expect(await send("v3", answer)).toMatchObject({ requests: 1, outcome: { effect: "none" } });
  });

  test("a send counts against its chat, ten a minute", async () => {
    await send("v3", { body: { result: "success" } });
    expect(context.permits).toMatchObject([{ chatExternalId: "c", method: "/v1/chat/send/message" }]);
    expect(context.permits[0]?.rules).toContainEqual({
      name: "ozon.send",
      requests: 10,
      windowSeconds: 60,
      isPerChat: true,
    });
  });
});
