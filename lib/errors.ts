import type { ErrorCode } from "./wire/error-codes";

/**
 * What nobody handles on the spot. `code` is a closed list with a status and a sentence in both languages;
 * `details` goes to the caller and must hold no secret; `cause` goes to the log only.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    options: { details?: unknown; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
