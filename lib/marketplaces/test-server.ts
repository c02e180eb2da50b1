import http from "node:http";
import type { Socket } from "node:net";
import type { PermitRequest } from "./permits";
import type { AdapterContext } from "./ports";

/*
 * For tests only: a marketplace of a few lines on a free port of this machine, and a context that keeps a record.
 */

export interface SeenRequest {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** The body as it came over the wire: bare numbers can be told from texts. */
  readonly text: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, so that a test controls every digit; anything else as JSON. */
  readonly body?: unknown;
}

/** `cut`: the socket dies without an answer. `hang`: the answer never comes. */
export type Answer = Reply | "cut" | "hang";

export interface TestServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  close(): Promise<void>;
}

export async function startTestServer(answerTo: (request: SeenRequest) => Answer): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const request = { path: incoming.url ?? "", headers: incoming.headers, text };
      requests.push(request);
      const answer = answerTo(request);
      if (answer === "hang") return;
      if (answer === "cut") return void incoming.socket.destroy();
      response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
      response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export interface RecordedContext extends AdapterContext {
  readonly permits: PermitRequest[];
  readonly throttles: { method: string | null; seconds: number }[];
  /** Moves the clock that the adapter sees. */
  advance(seconds: number): void;
}

/** A context whose permits come at once and are written down. */
export function makeContext(input: {
  baseUrl: string;
  dialect?: "v1" | "v3" | null;
  credentials?: Readonly<Record<string, string>>;
}): RecordedContext {
  const permits: PermitRequest[] = [];
  const throttles: { method: string | null; seconds: number }[] = [];
  let aheadMs = 0;
  const silent = () => undefined;
  return {
    credentials: input.credentials ?? { clientId: "7", apiKey: "secret-key" },
    baseUrl: input.baseUrl,
    dialect: input.dialect ?? null,
    takePermit: async (permit) => {
      permits.push(permit);
      return async () => undefined;
    },
    reportThrottled: async (throttle) => void throttles.push(throttle),
    now: () => new Date(Date.now() + aheadMs),
    log: { debug: silent, info: silent, warn: silent },
    permits,
    throttles,
    advance: (seconds) => {
      aheadMs += seconds * 1000;
    },
  };
}

/** A transport that does not wait between tries, for tests of what it does. */
export const impatient = { sleep: () => Promise.resolve(), random: () => 0, deadlineMs: 2_000 };
