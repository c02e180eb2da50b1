import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import type { CheckedAddress } from "./check-address";

/** The receiver has this long to take an event, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** Of a refusal's body: enough to see what is wrong. */
const MOST_ERROR_CHARS = 200;
const MOST_ERROR_BYTES = 2_000;
/** A good answer's body is thrown away; one longer than this costs the connection. */
const MOST_DRAINED_BYTES = 16_000;

/** What came back. `error`: null for a delivered one, else a word of ours or what the receiver wrote. */
export interface PostResult {
  readonly status: number | null;
  readonly ms: number;
  readonly error: string | null;
}

/** Connections that are kept while one line is sent. All of them lead to the address that was checked. */
export interface Connections {
  readonly agent: PlainAgent;
  close(): void;
}

/** Opens room for so many connections at a time. The caller closes it. */
export function openConnections(address: CheckedAddress, most: number): Connections {
  const options = { keepAlive: true, maxSockets: most };
  const agent = address.url.protocol === "https:" ? new TlsAgent(options) : new PlainAgent(options);
  return { agent, close: () => agent.destroy() };
}

/** Sends one event. Follows nothing, keeps nothing of the answer but its status and the start of a refusal. Never throws. */
export function post(input: {
  address: CheckedAddress;
  connections: Connections;
  headers: Readonly<Record<string, string>>;
  body: string;
  timeoutMs?: number;
}): Promise<PostResult> {
  const { address, connections, headers, body, timeoutMs = TIMEOUT_MS } = input;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const settle = (status: number | null, error: string | null) =>
      resolve({ status, error, ms: Math.round(performance.now() - startedAt) });
    const isTls = address.url.protocol === "https:";
    const request = (isTls ? tlsRequest : plainRequest)(address.url, {
      method: "POST",
      agent: connections.agent,
      lookup: pinnedTo(address.ip),
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "user-agent": "Prilavok-Webhooks/1",
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on("error", (error) => settle(null, wordOf(error)));
    // 101: no answer follows and no error either; unheard, it would hold this try for ever.
    request.on("upgrade", ({ statusCode }, socket) => {
      socket.destroy();
      settle(statusCode ?? null, "refused");
    });
    request.on("response", (response) => {
      const status = response.statusCode ?? 0;
      // The signal may still cut a body off, when all is said already.
      response.on("error", () => settle(status, errorOf(status, "")));
      if (status >= 200 && status < 300) {
        settle(status, null);
        drain(response);
        return;
      }
      readStart(response, (text) => settle(status, errorOf(status, text)));
    });
    request.end(body);
  });
}

/** Name resolution that knows one answer: between the check and the connection nothing can change. */
function pinnedTo(ip: string): LookupFunction {
  const family = isIPv6(ip) ? 6 : 4;
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address: ip, family }]);
    else callback(null, ip, family);
  };
}

function drain(response: IncomingMessage): void {
  let bytes = 0;
  response.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes > MOST_DRAINED_BYTES) response.destroy();
  });
}

function readStart(response: IncomingMessage, then: (text: string) => void): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  const finish = () => then(Buffer.concat(parts).toString("utf8"));
  response.on("data", (part: Buffer) => {
    parts.push(part);
    bytes += part.length;
    if (bytes < MOST_ERROR_BYTES) return;
    finish();
    response.destroy();
  });
  response.on("end", finish);
}

function errorOf(status: number, text: string): string {
  if (status >= 300 && status < 400) return "redirect";
  if (status === 410) return "gone";
  return toPrintable(text) || "refused";
}

/** Letters, signs and single spaces; whole characters, so that no half of one is stored. */
function toPrintable(text: string): string {
  const words = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return [...words].slice(0, MOST_ERROR_CHARS).join("");
}

function wordOf(error: Error): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "timeout";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return code === "" ? "no_connection" : code.slice(0, 60);
}
