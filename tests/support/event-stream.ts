import type { Api } from "./api";
import { waitFor } from "./wait-for";

export interface StreamedEvent {
  readonly id: string | null;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects and fails where they are missing
  readonly data: any;
}

/** An open event stream and everything it has said. */
export interface EventReader {
  readonly status: number;
  readonly events: readonly StreamedEvent[];
  readonly comments: readonly string[];
  /** Everything as it came. */
  raw(): string;
  /** Waits for the first event that fits, also one that has come already. */
  next(what: string, fits: (event: StreamedEvent) => boolean): Promise<StreamedEvent>;
  close(): Promise<void>;
}

/** Opens `GET /api/events`; resolves when the answer has begun. `lastEventId` resumes. The caller closes it. */
export async function openEventStream(
  api: Api,
  { lastEventId }: { lastEventId?: string } = {},
): Promise<EventReader> {
  const abort = new AbortController();
  const resume: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const response = await fetch(`${api.baseUrl}/api/events`, {
    headers: { ...api.headers, ...resume, accept: "text/event-stream" },
    signal: abort.signal,
  });
  const events: StreamedEvent[] = [];
  const comments: string[] = [];
  let raw = "";
  let rest = "";
  const take = (text: string) => {
    raw += text;
    rest += text;
    for (let end = rest.indexOf("\n\n"); end !== -1; end = rest.indexOf("\n\n")) {
      readBlock(rest.slice(0, end), { events, comments });
      rest = rest.slice(end + 2);
    }
  };
  const reading = readAll(response, take);
  return {
    status: response.status,
    events,
    comments,
    raw: () => raw,
    next: (what, fits) => waitFor(`event: ${what}`, () => events.find(fits)),
    async close() {
      abort.abort();
      await reading;
    },
  };
}

async function readAll(response: Response, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      take(decoder.decode(part.value, { stream: true }));
    }
  } catch {
    // Closed by us or by a server that was killed: what has come stays readable.
  }
}

function readBlock(block: string, into: { events: StreamedEvent[]; comments: string[] }): void {
  let id: string | null = null;
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (line.startsWith(":")) into.comments.push(line.slice(1).trim());
    else if (field === "id") id = value;
    else if (field === "event") name = value;
    else if (field === "data") data.push(value);
  }
  if (data.length > 0) into.events.push({ id, name, data: JSON.parse(data.join("\n")) });
}
