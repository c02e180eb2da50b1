import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { passEventsOn } from "@/lib/outgoing/fan-out";
import { waitFor } from "../../support/wait-for";

/** A request as the receiver got it. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects and fails where they are missing
  readonly body: any;
}

/** A receiver of outgoing webhooks on a port of its own; `answer` is what it says from now on. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Requests that are being held open at this moment, and the most there ever were at once. */
  readonly mostAtOnce: () => number;
  answer: (response: ServerResponse, request: Received) => void;
  close(): Promise<void>;
}

export const ok = (response: ServerResponse): void => void response.writeHead(204).end();

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let open = 0;
  let most = 0;
  const server: Server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on("close", () => {
      open -= 1;
    });
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const raw = Buffer.concat(parts).toString("utf8");
      const id = String(request.headers["webhook-id"]);
      const one = { id, headers: request.headers, raw, body: JSON.parse(raw) };
      received.push(one);
      receiver.answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    mostAtOnce: () => most,
    answer: ok,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** Holds a request to its signature as the receiver's own library does. Throws when it is wrong. */
export function verify(secret: string, { raw, headers }: Received): unknown {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return new Webhook(secret).verify(raw, named);
}

/** Passes on everything that happened. Transactions of other tests' databases hold events back for a moment too. */
export async function passAllOn(): Promise<void> {
  await waitFor("the events to be passed on", async () => (await passEventsOn()) !== "soon");
}
