import { afterEach, describe, expect, test } from "vitest";
import { MarketplaceError } from "./errors";
import { defaultTuning, exchange, type HttpCall, type HttpTuning } from "./http";
import {
  type Answer,
  impatient,
  makeContext,
  type RecordedContext,
  startTestServer,
  type TestServer,
} from "./test-server";

let server: TestServer;
let context: RecordedContext;
afterEach(() => server.close());

async function serve(answers: readonly Answer[]): Promise<void> {
  let turn = 0;
  server = await startTestServer(() => answers[Math.min(turn++, answers.length - 1)] ?? {});
  context = makeContext({ baseUrl: server.url });
}

function ask(call: Partial<HttpCall<unknown>>, tuning: Partial<HttpTuning> = {}): Promise<unknown> {
  return exchange(
    context,
    { ...defaultTuning, ...impatient, ...tuning },
    {
      method: "/method",
      url: `${server.url}/method`,
      headers: { "x-key": "k" },
      body: "{}",
      rules: [],
      chatExternalId: null,
      isRepeatable: true,
      judge: (answer) => {
        if (answer.status === 200 && answer.json !== undefined) return { value: answer.json };
        const kind = answer.status === 429 ? "rate_limited" : "unavailable";
        const effect = answer.status === 429 ? "none" : "unknown";
        const retryAfterSeconds = Number(answer.headers.get("retry-after") ?? 1);
        const error = new MarketplaceError({
          kind,
          effect,
          method: "/method",
          httpStatus: answer.status,
          retryAfterSeconds,
        });
        return { refusal: { error, silence: { method: null, seconds: retryAfterSeconds }, isPassing: true } };
      },
      ...call,
    },
  );
}

async function failureOf(promise: Promise<unknown>): Promise<MarketplaceError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MarketplaceError)) throw new Error("expected a MarketplaceError", { cause: error });
  return error;
}

describe("one request to a marketplace", () => {
  test("a read is repeated through a cut, a bad status and a body that is not JSON, each with its own permit", async () => {
    await serve(["cut", { status: 503 }, { body: "<html>" }, { body: { ok: true } }]);
    expect(await ask({})).toEqual({ ok: true });
    expect(server.requests).toHaveLength(4);
    expect(context.permits).toHaveLength(4);
  });

  test("tries are bounded", async () => {
    await serve([{ status: 503 }]);
    await failureOf(ask({}, { maxTries: 3 }));
    expect(server.requests).toHaveLength(3);
  });

  test("a write that may have left is sent once, and says so", async () => {
    await serve(["cut"]);
    const error = await failureOf(ask({ isRepeatable: false }));
    expect(error).toMatchObject({ kind: "unavailable", effect: "unknown" });
    expect(server.requests).toHaveLength(1);
  });

  test("a write that ran into the deadline is unknown, a read is not", async () => {
    await serve(["hang"]);
    const tuning = { deadlineMs: 50, maxTries: 1 };
    expect(await failureOf(ask({ isRepeatable: false }, tuning))).toMatchObject({ effect: "unknown" });
    expect(await failureOf(ask({ isRepeatable: true }, tuning))).toMatchObject({ effect: "none" });
  });

  test("a write that could not leave is repeated and had no effect", async () => {
    await serve([{}]);
    const { url } = server;
    await server.close();
    const error = await failureOf(ask({ isRepeatable: false, url }, { maxTries: 2 }));
    expect(error).toMatchObject({ kind: "unavailable", effect: "none" });
    expect(context.permits).toHaveLength(2);
    await serve([{}]);
  });

  test("a host whose every address refuses is a request that never left", async () => {
    await serve([{}]);
    const { port } = new URL(server.url);
    await server.close();
    const url = `http://localhost:${port}/`;
    expect((await failureOf(ask({ isRepeatable: false, url }, { maxTries: 1 }))).effect).toBe("none");
    await serve([{}]);
  });

  test("a name that does not exist is a request that never left", async () => {
    await serve([{}]);
    const error = await failureOf(
      ask({ isRepeatable: false, url: "http://nobody.invalid/" }, { maxTries: 1 }),
    );
    expect(error.effect).toBe("none");
  });

  test("a throttle is told to everyone and waited for", async () => {
    await serve([{ status: 429, headers: { "retry-after": "3" } }, { body: { ok: true } }]);
    const pauses: number[] = [];
    const sleep = async (ms: number) => void pauses.push(ms);
    expect(await ask({}, { sleep })).toEqual({ ok: true });
    expect(context.throttles).toEqual([{ method: null, seconds: 3 }]);
    expect(pauses).toEqual([3000]);
  });

  test("a long throttle is left to the caller", async () => {
    await serve([{ status: 429, headers: { "retry-after": "60" } }]);
    expect(await failureOf(ask({}))).toMatchObject({ kind: "rate_limited", retryAfterSeconds: 60 });
    expect(server.requests).toHaveLength(1);
  });

  test("a throttled write is not repeated here", async () => {
    await serve([{ status: 429 }]);
    expect(await failureOf(ask({ isRepeatable: false }))).toMatchObject({
      kind: "rate_limited",
      effect: "none",
    });
    expect(server.requests).toHaveLength(1);
  });

  test("the pauses grow and are thrown with full jitter", async () => {
    await serve([{ status: 503, headers: { "retry-after": "0" } }]);
    const pauses: number[] = [];
    const sleep = async (ms: number) => void pauses.push(ms);
    await failureOf(ask({}, { sleep, random: () => 0.5, maxTries: 5 }));
    expect(pauses).toEqual([250, 500, 1000, 2000]);
  });

  test("an answer beyond the size cap is refused without being read", async () => {
    await serve([{ body: "x".repeat(100_000) }]);
    expect(await failureOf(ask({}, { maxAnswerBytes: 10_000 }))).toMatchObject({ kind: "unexpected_answer" });
  });

  test("a redirect is not followed: it would carry the key along", async () => {
    await serve([{ status: 307, headers: { location: "/elsewhere" } }]);
    await failureOf(ask({}, { maxTries: 1 }));
    expect(server.requests.map((request) => request.path)).toEqual(["/method"]);
  });
});
