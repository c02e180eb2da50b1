import type { Dialect } from "./model";
import { writeJson } from "./wire-json";

/** gRPC codes that production puts into `code` (research 1.4). */
export const GRPC = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  internal: 13,
  unauthenticated: 16,
} as const;

/** A refusal as the marketplace words it: HTTP status, production's gRPC code, message. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly grpcCode: number,
    message: string,
    readonly details?: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The body of a refusal: v1 repeats the HTTP status in `code`, v3 puts the gRPC code there. */
export function refusalBody(refusal: Refusal, dialect: Dialect): string {
  if (dialect === "v1") {
    return writeJson({ code: refusal.status, message: refusal.message, details: refusal.details });
  }
  // The documents' moderation answer is quoted with code 400 in both dialects.
  const code = refusal.grpcCode;
  return writeJson({ code, message: refusal.message, details: [] });
}

/** A field that is missing or out of range. */
export function invalid(message: string): Refusal {
  return new Refusal(400, GRPC.invalidArgument, message);
}

/** 429 in the dialect's own words. */
export function rateLimited(dialect: Dialect, waitMs: number, headers: Record<string, string>): Refusal {
  if (dialect === "v3") {
    const message = "You have reached request rate limit per second";
    return new Refusal(429, GRPC.resourceExhausted, message, undefined, headers);
  }
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Refusal(429, GRPC.resourceExhausted, "Rate limit exceeded", `Retry after ${seconds} seconds`);
}
