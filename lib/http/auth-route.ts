import { auth } from "../auth/better-auth";
import { errorSentence, languageOf } from "../i18n/error-sentence";
import type { ErrorCode } from "../wire/error-codes";
import { guarded } from "./route";

/** The sign-in library's own routes, with errors in our form beside its own, so that every client can read them. */
export function answerAuth(request: Request): Promise<Response> {
  return guarded(request, async () => {
    const answer = await auth().handler(request);
    return answer.ok || answer.status < 400 ? withoutTokens(answer) : withOurError(request, answer);
  });
}

/** The library repeats the session's token in its answers; it belongs into the cookie, which no script can read. */
async function withoutTokens(answer: Response): Promise<Response> {
  if (answer.headers.get("content-type")?.includes("application/json") !== true) return answer;
  const text = await answer.text();
  const body = JSON.stringify(JSON.parse(text), (name, value) => (name === "token" ? undefined : value));
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(body, { status: answer.status, headers });
}

async function withOurError(request: Request, answer: Response): Promise<Response> {
  const theirs: unknown = await answer.json().catch(() => null);
  const code = codeOf(answer.status);
  const language = languageOf({
    cookie: request.headers.get("cookie"),
    acceptLanguage: request.headers.get("accept-language"),
  });
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  const retryAfter = headers.get("x-retry-after");
  if (retryAfter !== null) headers.set("retry-after", retryAfter);
  const body = {
    ...(typeof theirs === "object" ? theirs : null),
    error: { code, message: errorSentence(code, language) },
  };
  return Response.json(body, { status: answer.status, headers });
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return "invalid_sign_in";
  if (status === 403) return "wrong_origin";
  if (status === 404) return "not_found";
  if (status === 429) return "too_many_requests";
  return status >= 500 ? "internal" : "malformed_request";
}
