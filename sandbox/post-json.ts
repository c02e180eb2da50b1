import http from "node:http";
import https from "node:https";

/** What a webhook's receiver said, and how long it took. `error`: "timeout", or the socket's own words. */
export interface WebhookAnswer {
  status: number;
  body: string;
  durationMs: number;
  error: string | null;
}

const MAX_ANSWER_CHARS = 4096;

/** POSTs JSON; never throws. Each request has a connection of its own, as a marketplace's does. */
export function postJson(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<WebhookAnswer> {
  const started = performance.now();
  const { promise, resolve } = settleOnce<Omit<WebhookAnswer, "durationMs">>();
  const send = url.startsWith("https:") ? https.request : http.request;
  const length = String(Buffer.byteLength(body));
  const options = {
    method: "POST",
    agent: false as const,
    headers: { "content-type": "application/json", "content-length": length, ...headers },
  };
  const request = send(url, options, (response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (piece: string) => {
      if (text.length < MAX_ANSWER_CHARS) text += piece;
    });
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text, error: null }));
    response.on("error", (error) => resolve({ status: 0, body: "", error: error.message }));
  });
  const timer = setTimeout(() => {
    resolve({ status: 0, body: "", error: "timeout" });
    request.destroy();
  }, timeoutMs);
  request.on("error", (error) =>
    resolve({ status: 0, body: "", error: error.message || "connection failed" }),
  );
  request.end(body);
  return promise.then((answer) => {
    clearTimeout(timer);
    return { ...answer, durationMs: performance.now() - started };
  });
}

function settleOnce<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  const slot: { resolve: ((value: T) => void) | null } = { resolve: null };
  const promise = new Promise<T>((resolve) => {
    slot.resolve = resolve;
  });
  return { promise, resolve: (value) => slot.resolve?.(value) };
}
