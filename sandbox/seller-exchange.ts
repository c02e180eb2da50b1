import type http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Surroundings } from "./api-method";
import { readFile } from "./chat-files";
import type { ControlParts } from "./control-call";
import type { ActiveFault, FaultKind } from "./faults";
import { limitsOf } from "./limits";
import type { Account, Dialect } from "./model";
import { GRPC, Refusal, rateLimited, refusalBody } from "./refusal";
import type { ApiCall } from "./request-fields";
import { callMethod, requireAccount } from "./seller-api";

export interface Exchange {
  request: http.IncomingMessage;
  response: http.ServerResponse;
  body: Buffer;
  path: string;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

const JSON_TYPE = { "content-type": "application/json" };

/** Answers one request to the Seller API: key, limits, faults, the work, more faults, the log. */
export async function answerSeller(parts: ControlParts, exchange: Exchange): Promise<void> {
  const started = performance.now();
  const { request, response, path } = exchange;
  const clientId = headerOf(request, "client-id");
  const strikes = new Strikes(parts, clientId ?? "", path);
  const answer = await work(parts, exchange, strikes);
  if (answer === null) response.destroy();
  else response.writeHead(answer.status, withLength(answer)).end(answer.body);
  parts.requests.note(
    {
      at: new Date().toISOString(),
      client_id: clientId ?? "",
      path,
      status: answer?.status ?? 0,
      duration_ms: Math.round((performance.now() - started) * 100) / 100,
      fault: strikes.names(),
    },
    exchange.body,
  );
}

/** The answer, or null for a connection that is cut. */
async function work(parts: ControlParts, exchange: Exchange, strikes: Strikes): Promise<Answer | null> {
  const nowMs = Date.now();
  const credentials = credentialsOf(exchange.request);
  const dialect: Dialect = parts.world.accounts.get(credentials.clientId ?? "")?.dialect ?? "v3";
  try {
    const account = requireAccount(parts.world, credentials, nowMs);
    admit(parts, account, exchange.path);
    const delay = strikes.take("delay");
    if (delay !== null) await wait(delay.ms ?? 1000);
    if (strikes.take("drop_before") !== null) return null;
    const refused = injectedRefusal(strikes);
    if (refused !== null) return refused;
    const done = await perform(parts, account, exchange);
    const late = strikes.take("delay_after");
    if (late !== null) await wait(late.ms ?? 1000);
    return strikes.take("drop_after") !== null ? null : spoil(done, strikes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      status: error.status,
      headers: { ...JSON_TYPE, ...error.headers },
      body: refusalBody(error, dialect),
    };
  }
}

async function perform(parts: ControlParts, account: Account, exchange: Exchange): Promise<Answer> {
  const { request, path, body } = exchange;
  if (request.method === "GET" && /^\/(v[12]\/chat\/file|documents)\//.test(path)) {
    const file = account.files.get(path);
    if (file === undefined) throw new Refusal(404, GRPC.notFound, "File not found");
    const { bytes, contentType } = readFile(file);
    return { status: 200, headers: { "content-type": contentType }, body: bytes };
  }
  if (request.method !== "POST") throw new Refusal(405, GRPC.invalidArgument, "method is not allowed");
  const call: ApiCall = {
    account,
    path,
    body,
    contentType: request.headers["content-type"] ?? "",
    baseUrl: `http://${request.headers.host ?? "127.0.0.1"}`,
    nowMs: Date.now(),
  };
  const done = await callMethod(call, surroundings(parts));
  if (typeof done === "string") return { status: 200, headers: JSON_TYPE, body: done };
  return { status: 200, headers: { "content-type": done.contentType }, body: done.bytes };
}

function surroundings(parts: ControlParts): Surroundings {
  const { world, faults, limits, webhooks } = parts;
  return {
    world,
    faults,
    admitMessage: ({ account }, chat) => {
      const waitMs = limits.admit(account.clientId, "messages_per_chat", performance.now(), chat.id);
      if (waitMs !== null) throw rateLimited(account.dialect, waitMs, {});
    },
    admitRow: ({ account }, name, row) =>
      limits.admit(account.clientId, name, performance.now(), row) === null,
    ping: (url) => webhooks.ping(url),
  };
}

function admit({ limits }: ControlParts, account: Account, path: string): void {
  const now = performance.now();
  for (const name of limitsOf(account.dialect, path)) {
    const waitMs = limits.admit(account.clientId, name, now);
    if (waitMs === null) continue;
    const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)));
    const headers: Record<string, string> = account.quirks.rate_limit_headers
      ? { "retry-after": seconds, "ratelimit-remaining": "0", "ratelimit-reset": seconds }
      : {};
    throw rateLimited(account.dialect, waitMs, headers);
  }
}

function injectedRefusal(strikes: Strikes): Answer | null {
  if (strikes.take("circle_open") !== null) {
    // Research 1.3 and 1.4: listed with the 5xx, meant as "the method is shut for minutes".
    return { status: 503, headers: JSON_TYPE, body: JSON.stringify({ code: 14, message: "Circle is open" }) };
  }
  const fault = strikes.take("status");
  if (fault === null) return null;
  const status = fault.status ?? 500;
  const body = fault.body ?? { code: GRPC.internal, message: "Internal error", details: [] };
  const headers = { ...JSON_TYPE, ...fault.headers };
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
}

/** Spoils an answer after the work was done. */
function spoil(answer: Answer, strikes: Strikes): Answer {
  if (typeof answer.body !== "string") return answer;
  if (strikes.take("html") !== null) {
    const body = "<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>";
    return { status: 200, headers: { "content-type": "text/html" }, body };
  }
  if (strikes.take("malformed_json") !== null) return { ...answer, body: `${answer.body.slice(0, -1)},,"}` };
  if (strikes.take("truncate") !== null) {
    return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
  }
  const missing = strikes.take("missing_field");
  if (missing === null) return answer;
  return { ...answer, body: withoutField(answer.body, missing.field ?? "created_at") };
}

// On the text, so that long ids keep their digits: scalars and flat lists, which is all that is asked for.
function withoutField(json: string, field: string): string {
  const value = String.raw`(?:"(?:[^"\\]|\\.)*"|\[[^\[\]{}]*\]|\{[^{}]*\}|[^,{}\[\]"]+)`;
  const name = field.replace(/[^\w]/g, "");
  return json
    .replace(new RegExp(`"${name}":${value},`, "g"), "")
    .replace(new RegExp(`,?"${name}":${value}`, "g"), "");
}

/** Takes the faults of one request and remembers which struck. */
class Strikes {
  private struck: string[] = [];

  constructor(
    private readonly parts: ControlParts,
    private readonly clientId: string,
    private readonly path: string,
  ) {}

  take(kind: FaultKind): ActiveFault | null {
    const fault = this.parts.faults.take(kind, this.clientId, this.path);
    if (fault !== null) this.struck.push(kind);
    return fault;
  }

  names(): string | null {
    return this.struck.length === 0 ? null : this.struck.join(",");
  }
}

function withLength(answer: Answer): Record<string, string> {
  return { ...answer.headers, "content-length": String(Buffer.byteLength(answer.body)) };
}

function credentialsOf(request: http.IncomingMessage) {
  return { clientId: headerOf(request, "client-id"), apiKey: headerOf(request, "api-key") };
}

function headerOf(request: http.IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
