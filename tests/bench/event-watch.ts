import type { Api } from "../support/api";

/** A message has this long to come, in milliseconds; one that does not come ends the benchmark. */
const PATIENCE_MS = 30_000;

/** One browser's event stream, read for messages by their text. */
export interface EventWatch {
  /** Resolves when a `message.created` with this text has come. Ask before it can come. */
  until(text: string): Promise<void>;
  close(): void;
}

/** Opens `GET /api/events` as a browser does. Resolves when the stream has begun. */
export async function watchMessages(api: Api): Promise<EventWatch> {
  const abort = new AbortController();
  const response = await fetch(`${api.baseUrl}/api/events`, {
    headers: { ...api.headers, accept: "text/event-stream" },
    signal: abort.signal,
  });
  if (response.body === null || response.status !== 200) throw new Error(`event stream: ${response.status}`);
  const waiting = new Map<string, () => void>();
  void readMessages(response.body, (text) => {
    waiting.get(text)?.();
    waiting.delete(text);
  });
  return {
    until: (text) =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => reject(new Error(`never came: ${text}`)), PATIENCE_MS);
        waiting.set(text, () => {
          clearTimeout(giveUp);
          resolve();
        });
      }),
    close: () => abort.abort(),
  };
}

async function readMessages(body: ReadableStream<Uint8Array>, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) takeBlock(block, take);
    }
  } catch {
    // Closed by us, or by a server that stopped; whoever still waits gives up by its own clock.
  }
}

function takeBlock(block: string, take: (text: string) => void): void {
  if (!block.includes("event: message.created")) return;
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (data === undefined) return;
  const event: unknown = JSON.parse(data);
  if (typeof event !== "object" || event === null || !("message" in event)) return;
  const { message } = event;
  if (typeof message !== "object" || message === null || !("text" in message)) return;
  take(String(message.text));
}
