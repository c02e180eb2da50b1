import { MarketplaceError } from "./errors";
import type { HttpAnswer, HttpTuning, Refusal } from "./http";
import { tryParseJson } from "./json";
import type { OpenedFile } from "./opened-file";
import type { LimitRule } from "./permits";
import type { AdapterContext } from "./ports";

/** The largest file that is fetched, in bytes: a buyer's video of some minutes. */
export const MAX_DOWNLOAD_BYTES = 50 * 1024 * 1024;
/** A refusal is a sentence; more of it is not read. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const MAX_REDIRECTS = 3;

export interface Download {
  /** The marketplace's name for it, for permits, errors and logs. */
  readonly method: string;
  readonly url: string;
  /** What to send to this address; null: nothing may be fetched from there. Asked anew for every redirect. */
  readonly headersFor: (url: string) => Readonly<Record<string, string>> | null;
  readonly rules: readonly LimitRule[];
  readonly refuse: (answer: HttpAnswer) => Refusal;
}

/**
 * Opens a file: one permit, a deadline for the head of the answer and for every stretch of silence in its body, a cap on
 * its size, redirects only to where we would have asked ourselves. Throws MarketplaceError, always without effect.
 */
export async function download(
  context: Pick<AdapterContext, "takePermit" | "reportThrottled">,
  tuning: HttpTuning,
  ask: Download,
): Promise<OpenedFile> {
  requireHeaders(ask, ask.url); // before a permit is spent on it
  const endPermit = await context.takePermit({ rules: ask.rules, method: ask.method, chatExternalId: null });
  const watch = startWatch(tuning.deadlineMs);
  try {
    const response = await follow(ask, watch.signal).finally(endPermit);
    if (response.status < 200 || response.status > 299 || response.body === null) {
      throw await refusalOf(context, ask, response);
    }
    const sizeBytes = sizeOf(response);
    if (sizeBytes !== null && sizeBytes > MAX_DOWNLOAD_BYTES) throw tooLarge(ask.method);
    return {
      contentType: response.headers.get("content-type"),
      sizeBytes,
      body: readOn(response.body, ask.method, watch),
    };
  } catch (cause) {
    watch.end();
    throw cause instanceof MarketplaceError ? cause : brokenOff(ask.method, cause);
  }
}

/** Aborts after `silenceMs` without a sign of life. */
interface Watch {
  readonly signal: AbortSignal;
  alive(): void;
  /** Lets go of the request; what was not read is not fetched. */
  end(): void;
}

function startWatch(silenceMs: number): Watch {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), silenceMs);
  return {
    signal: controller.signal,
    alive: () => {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(), silenceMs);
    },
    end: () => {
      clearTimeout(timer);
      controller.abort();
    },
  };
}

async function follow(ask: Download, signal: AbortSignal): Promise<Response> {
  let url = ask.url;
  for (let redirects = 0; ; redirects++) {
    const headers = requireHeaders(ask, url);
    const response = await fetch(url, { headers: { ...headers, accept: "*/*" }, redirect: "manual", signal });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    if (redirects === MAX_REDIRECTS || !URL.canParse(location, url)) throw nothingThere(ask.method);
    url = new URL(location, url).href;
  }
}

function requireHeaders(ask: Download, url: string): Readonly<Record<string, string>> {
  const headers = ask.headersFor(url);
  if (headers === null) throw nothingThere(ask.method);
  return headers;
}

async function* readOn(
  body: ReadableStream<Uint8Array>,
  method: string,
  watch: Watch,
): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  try {
    for await (const chunk of chunksOf(body)) {
      watch.alive();
      sizeBytes += chunk.byteLength;
      if (sizeBytes > MAX_DOWNLOAD_BYTES) throw tooLarge(method);
      yield chunk;
    }
  } catch (cause) {
    throw cause instanceof MarketplaceError ? cause : brokenOff(method, cause);
  } finally {
    watch.end();
  }
}

/** Every chunk; a reader that leaves early lets go of the rest. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined); // it broke off by itself
  }
}

async function refusalOf(
  context: Pick<AdapterContext, "reportThrottled">,
  ask: Download,
  response: Response,
): Promise<MarketplaceError> {
  const text = response.body === null ? "" : await readSome(response.body);
  const answer = { status: response.status, headers: response.headers, text, json: tryParseJson(text) };
  const { error, silence } = ask.refuse(answer);
  if (silence !== null) await context.reportThrottled(silence);
  return error;
}

async function readSome(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunksOf(body)) {
    chunks.push(chunk);
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_REFUSAL_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sizeOf(response: Response): number | null {
  // An encoded body is told by its encoded length.
  if (response.headers.get("content-encoding") !== null) return null;
  const told = response.headers.get("content-length");
  return told !== null && /^\d{1,15}$/.test(told) ? Number(told) : null;
}

function nothingThere(method: string): MarketplaceError {
  return new MarketplaceError({ kind: "not_found", effect: "none", method });
}

function tooLarge(method: string): MarketplaceError {
  return new MarketplaceError({ kind: "unexpected_answer", effect: "none", method, theirText: "too large" });
}

function brokenOff(method: string, cause: unknown): MarketplaceError {
  return new MarketplaceError({ kind: "unavailable", effect: "none", method, cause });
}
