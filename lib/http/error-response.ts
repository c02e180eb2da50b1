import { z } from "zod";
import { AppError } from "../errors";
import { errorSentence, type Language } from "../i18n/error-sentence";
import { log } from "../log";
import { type ErrorCode, errorStatus } from "../wire/error-codes";

/**
 * The one mapping of errors to answers. What we know has its code and sentence; what we do not know shows a request id
 * and nothing else.
 */
export function errorResponse(error: unknown, context: { language: Language; requestId: string }): Response {
  const known = toAppError(error);
  if (known === null) {
    log().error({ err: error, request_id: context.requestId }, "a request failed for a reason of ours");
    return answer("internal", { request_id: context.requestId }, context, null);
  }
  return answer(known.code, known.details, context, known.retryAfterSeconds);
}

function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return new AppError("invalid_input", { details: fieldProblems(error) });
  return null;
}

/** Which field is wrong and how, in the validator's words; never the value that was given. */
export function fieldProblems(error: z.ZodError): Array<{ field: string; problem: string }> {
  return error.issues.slice(0, 20).map((issue) => ({ field: issue.path.join("."), problem: issue.message }));
}

function answer(
  code: ErrorCode,
  details: unknown,
  context: { language: Language; requestId: string },
  retryAfterSeconds: number | null,
): Response {
  const headers = new Headers({ "x-request-id": context.requestId, "cache-control": "no-store" });
  if (retryAfterSeconds !== null) headers.set("retry-after", String(Math.ceil(retryAfterSeconds)));
  const body = { error: { code, message: errorSentence(code, context.language), details } };
  return Response.json(body, { status: errorStatus[code], headers });
}
