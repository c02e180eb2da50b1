import type { Api } from "../support/api";

/** A message has this long to come, in milliseconds; one that does not come ends the benchmark. */
const PATIENCE_MS = 30_000;

/** One browser's event stream, read for things by a text of theirs. */
export interface EventWatch {
  /** Resolves when the event with this text has come. Ask before it can come. */
  until(text: string): Promise<void>;
  close(): void;
}

/** Watches for new messages by their text. */
export function watchMessages(api: Api): Promise<EventWatch> {
  return watch(api, { event: "message.created", thing: "message", field: "text" });
}

/** Watches for postings by their number. */
export function watchOrders(api: Api): Promise<EventWatch> {
  return watch(api, { event: "order.updated", thing: "order", field: "posting_number" });
}

/** What is looked for: events of this name, the thing in them, and the text it is known by. */
interface Sign {
  readonly event: string;
  readonly thing: string;
  readonly field: string;
}

/** Opens `GET /api/events` as a browser does. Resolves when the stream has begun. */
async function watch(api: Api, sign: Sign): Promise<EventWatch> {
  const abort = new AbortController();
  const response = await fetch(`${api.baseUrl}/api/events`, {
    headers: { ...api.headers, accept: "text/event-stream" },
    signal: abort.signal,
  });
  if (response.body === null || response.status !== 200) throw new Error(`event stream: ${response.status}`);
  const waiting = new Map<string, () => void>();
  void readEvents(response.body, sign, (text) => {
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

async function readEvents(
  body: ReadableStream<Uint8Array>,
  sign: Sign,
  take: (text: string) => void,
): Promise<void> {
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
      for (const block of blocks) takeBlock(block, sign, take);
    }
  } catch {
    // Closed by us, or by a server that stopped; whoever still waits gives up by its own clock.
  }
}

function takeBlock(block: string, sign: Sign, take: (text: string) => void): void {
  if (!block.includes(`event: ${sign.event}`)) return;
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (data === undefined) return;
  const thing = read(JSON.parse(data), sign.thing);
  const text = read(thing, sign.field);
  if (typeof text === "string") take(text);
}

function read(from: unknown, name: string): unknown {
  // Looked into, not trusted.
  return typeof from === "object" && from !== null ? (from as Record<string, unknown>)[name] : undefined;
}
