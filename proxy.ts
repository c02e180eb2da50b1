import { type NextRequest, NextResponse } from "next/server";
import { PAGE_PATH_HEADER } from "./lib/auth/page-path";
import { env } from "./lib/env";
import { PAGE_NONCE_HEADER, pagePolicy } from "./lib/http/page-policy";

/** A year: whoever came by https once is not talked into http again. */
const STRICT_TRANSPORT = "max-age=31536000";

/**
 * Before every page: its policy with a nonce of its own, which the framework reads from the request and puts on its
 * scripts; and the page's own address, so that the gate in front of the desk can send a stranger to sign in and back.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const isSecure = env().APP_URL.startsWith("https:");
  const policy = pagePolicy({ nonce, isSecure });
  const headers = new Headers(request.headers);
  headers.set(PAGE_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set(PAGE_NONCE_HEADER, nonce);
  headers.set("content-security-policy", policy);
  const answer = NextResponse.next({ request: { headers } });
  answer.headers.set("content-security-policy", policy);
  if (isSecure) answer.headers.set("strict-transport-security", STRICT_TRANSPORT);
  return answer;
}

/** Every page, also those that do not exist; the API and files carry policies of their own. */
export const config = { matcher: ["/((?!api/|_next/|fonts/|icon|apple-icon|manifest|favicon).*)"] };
