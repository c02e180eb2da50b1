import pino, { type Logger } from "pino";
import { env } from "./env";
import { once } from "./once";
import { requestContext } from "./request-context";

/** Names under which a secret or a buyer's words could travel, at any of the first three levels. */
const secretNames = [
  "api_key",
  "apiKey",
  "Api-Key",
  "authorization",
  "cookie",
  "password",
  "secret",
  "webhook_secret",
  "webhookSecret",
  "credentials",
  "token",
  "text",
];

const redactPaths = secretNames.flatMap((name) => {
  const step = /^[a-z_]+$/i.test(name) ? `.${name}` : `["${name}"]`;
  return [step.replace(/^\./, ""), `*${step}`, `*.*${step}`];
});

/** The process's log: one JSON line an entry, secrets and buyers' texts redacted by path. */
export const log = once("log", (): Logger => {
  return pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    // A line written while a request is served says which; one that names it itself keeps its own.
    mixin: () => {
      const context = requestContext();
      return context === null ? {} : { request_id: context.requestId };
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactPaths, censor: "[redacted]" },
    // An error's own fields may carry a driver's query parameters: name, message, code and stack are enough.
    serializers: { err: describeError },
  });
});

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown }; // many libraries put a code there; any type is fine to print
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}
