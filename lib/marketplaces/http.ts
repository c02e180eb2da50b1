import { MarketplaceError } from "./errors";
import { tryParseJson } from "./json";
import type { LimitRule } from "./permits";
import type { AdapterContext } from "./ports";

/** How the transport behaves; tests give their own dice and sleep, probes a shorter patience. */
export interface HttpTuning {
  readonly deadlineMs: number;
  readonly maxAnswerBytes: number;
  readonly maxTries: number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
}

export const defaultTuning: HttpTuning = {
  deadlineMs: 15_000,
  // A v1 history page may hold 100 messages of 100,000 characters; anything far beyond that is not an answer.
  maxAnswerBytes: 64 * 1024 * 1024,
  maxTries: 4,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined: the body is not JSON. */
  readonly json: unknown;
  /** The body as it came, where the call asks for a file. */
  readonly bytes?: Uint8Array;
}

/** A refusal as the adapter understands it, and for how long it asks us to be silent. */
export interface Refusal {
  readonly error: MarketplaceError;
  readonly silence: { readonly method: string | null; readonly seconds: number } | null;
  /** Whether asking again within this call can help. Only acted upon where repeating is safe. */
  readonly isPassing: boolean;
}

export type Judgement<T> = { readonly value: T } | { readonly refusal: Refusal };

export interface HttpCall<T> {
  /** The marketplace's name of the method; goes into permits, errors and logs. */
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text is JSON; a form (files) names its own content type. */
  readonly body: string | FormData;
  readonly rules: readonly LimitRule[];
  readonly chatExternalId: string | null;
  /** True: repeating changes nothing (reads, marks). False: repeated only when it never left this machine. */
  readonly isRepeatable: boolean;
  /** What kind of file the answer is; without it JSON. */
  readonly fileType?: string;
  readonly judge: (answer: HttpAnswer) => Judgement<T>;
}

type HttpContext = Pick<AdapterContext, "takePermit" | "reportThrottled" | "reportOutcome" | "log">;

/**
 * One request of an adapter: a permit before every try, a deadline over head and body, JSON without loss,
 * repeats with exponential backoff and full jitter where that is safe. A throttle answer is told to every
 * process through `reportThrottled`. Throws only MarketplaceError (and what `takePermit` throws).
 */
export async function exchange<T>(context: HttpContext, tuning: HttpTuning, call: HttpCall<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const { rules, method, chatExternalId } = call;
    const endPermit = await context.takePermit({ rules, method, chatExternalId });
    const outcome = await observed(context, method, () => tryOnce(tuning, call)).finally(endPermit);
    if ("value" in outcome) return outcome.value;
    const { error, silence, isPassing } = outcome.refusal;
    if (silence !== null) await context.reportThrottled(silence);
    const mayRepeat = call.isRepeatable || outcome.neverLeft;
    const pauseMs = pauseBefore(tuning, attempt, error.retryAfterSeconds);
    if (!isPassing || !mayRepeat || attempt >= tuning.maxTries || pauseMs > MAX_PAUSE_MS) throw error;
    context.log.debug(
      { method: call.method, kind: error.kind, http_status: error.httpStatus, attempt, pause_ms: pauseMs },
      "asking the marketplace again",
    );
    await tuning.sleep(pauseMs);
  }
}

const BACKOFF_BASE_MS = 250;
const BACKOFF_CAP_MS = 8_000;
const MAX_PAUSE_MS = 10_000; // longer silence belongs to the job's own schedule, not to a held worker

function pauseBefore(tuning: HttpTuning, attempt: number, retryAfterSeconds: number | null): number {
  const backoffMs = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt) * tuning.random();
  return Math.round(Math.max(backoffMs, (retryAfterSeconds ?? 0) * 1000));
}

type Outcome<T> = { readonly value: T } | { readonly refusal: Refusal; readonly neverLeft: boolean };

/** Tells what became of a try and how long it took. */
async function observed<T>(
  context: HttpContext,
  method: string,
  attempt: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const startedAt = new Date();
  const began = performance.now();
  const ended = await attempt();
  const outcome = "value" in ended ? "ok" : ended.refusal.error.kind;
  context.reportOutcome?.({ method, outcome, startedAt, ms: performance.now() - began });
  return ended;
}

async function tryOnce<T>(tuning: HttpTuning, call: HttpCall<T>): Promise<Outcome<T>> {
  // Composed by hand: AbortSignal.any and AbortSignal.timeout hold on to their targets in long-lived Node 20.
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), tuning.deadlineMs);
  try {
    const answer = await fetchAnswer(tuning, call, deadline.signal);
    const judgement = call.judge(answer);
    return "value" in judgement ? judgement : { refusal: judgement.refusal, neverLeft: false };
  } catch (cause) {
    if (cause instanceof AnswerTooLarge) return broken(call, "unexpected_answer", cause, false);
    return broken(call, "unavailable", cause, neverLeft(cause));
  } finally {
    clearTimeout(timer);
  }
}

function broken<T>(
  call: HttpCall<T>,
  kind: "unavailable" | "unexpected_answer",
  cause: unknown,
  left: boolean,
): Outcome<T> {
  const effect = call.isRepeatable || left ? "none" : "unknown";
  const error = new MarketplaceError({ kind, effect, method: call.method, cause });
  return { refusal: { error, silence: null, isPassing: kind === "unavailable" }, neverLeft: left };
}

async function fetchAnswer<T>(
  tuning: HttpTuning,
  call: HttpCall<T>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await fetch(call.url, {
    method: "POST",
    headers: {
      ...call.headers,
      ...(typeof call.body === "string" ? { "content-type": "application/json" } : {}),
      accept: call.fileType === undefined ? "application/json" : `${call.fileType}, application/json`,
    },
    body: call.body,
    // A redirect would carry the seller's key to wherever it points.
    redirect: "manual",
    signal,
  });
  const bytes = await readCapped(response, tuning.maxAnswerBytes);
  const head = { status: response.status, headers: response.headers };
  if (call.fileType !== undefined && response.ok && bytes[0] !== JSON_OBJECT)
    return { ...head, text: "", json: undefined, bytes };
  const text = new TextDecoder().decode(bytes);
  return { ...head, text, json: tryParseJson(text) };
}

/** "{": a file that comes wrapped in JSON. */
const JSON_OBJECT = 0x7b;

class AnswerTooLarge extends Error {}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, sizeBytes);
    sizeBytes += value.byteLength;
    if (sizeBytes > maxBytes) {
      await reader.cancel();
      throw new AnswerTooLarge(`an answer of more than ${maxBytes} bytes`);
    }
    chunks.push(value);
  }
}

const NEVER_LEFT_CODES = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const CONNECTING_CALLS = new Set(["connect", "getaddrinfo"]);

/** Whether this failure happened before a byte of the request could leave: name look-up and connecting. */
export function neverLeft(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : error;
  // Both address families failed: undici reports them together.
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(isConnecting);
  return isConnecting(cause);
}

function isConnecting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : null;
  const systemCall = "syscall" in error ? error.syscall : null;
  return (
    (typeof code === "string" && NEVER_LEFT_CODES.has(code)) ||
    (typeof systemCall === "string" && CONNECTING_CALLS.has(systemCall))
  );
}
