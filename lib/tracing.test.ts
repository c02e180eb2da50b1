import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { forget } from "./once";
import { inRequestContext } from "./request-context";
import { inSpan, noteSpan, startTracing, stopTracing } from "./tracing";

const bodies: string[] = [];
const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  bodies.push(body);
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
});

function setEnv(endpoint: string | undefined): void {
  forget("env");
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
    ENCRYPTION_KEYS: "x",
    AUTH_SECRET: "x".repeat(16),
  });
  if (endpoint === undefined) delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  else process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
}

interface Sent {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { code: number };
  readonly links: { spanId: string }[];
}

const sent = (): Sent[] =>
  bodies.flatMap((body) =>
    JSON.parse(body).resourceSpans.flatMap((group: { scopeSpans: { spans: Sent[] }[] }) =>
      group.scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
const spanOf = (name: string) => sent().find((span) => span.name === name);

afterEach(async () => {
  await stopTracing();
  server.close();
});

test("without a collector the work is done and no more", async () => {
  setEnv(undefined);
  await startTracing("web");
  expect(await inSpan({ name: "x", kind: "internal" }, async () => 7)).toBe(7);
});

test("a job's work for a request joins that request's trace, linked to the job; an error leaves its kind alone", async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  setEnv(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // it listens on a port
  await startTracing("workers");
  const asRequest = <T>(work: () => T) =>
    inRequestContext({ requestId: "request-1", ip: null, userAgent: null }, work);
  await asRequest(() => inSpan({ name: "POST", kind: "server" }, async () => undefined));
  await inSpan({ name: "job", kind: "consumer" }, () =>
    asRequest(() =>
      inSpan({ name: "deliver", kind: "internal" }, async () => {
        noteSpan({ name: "/send", kind: "client", startedAt: new Date(), ms: 5, failure: "unavailable" });
        throw new TypeError("Где мой заказ");
      }),
    ),
  ).catch(() => undefined);
  await stopTracing();
  const [post, job, deliver, send] = ["POST", "job", "deliver", "/send"].map(spanOf);
  expect(deliver?.traceId).toBe(post?.traceId);
  expect(deliver?.traceId).not.toBe(job?.traceId);
  expect(deliver?.links.map((link) => link.spanId)).toEqual([job?.spanId]);
  expect(send).toMatchObject({ traceId: post?.traceId, parentSpanId: deliver?.spanId, status: { code: 2 } });
  expect(bodies.join()).toContain("TypeError");
  expect(bodies.join()).not.toContain("Где мой заказ");
});
