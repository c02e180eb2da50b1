import { type NextRequest, NextResponse } from "next/server";
import { PAGE_PATH_HEADER } from "./lib/auth/page-path";

/** Tells the pages their own address: the gate in front of the desk sends a stranger to sign in and back to it. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(PAGE_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

/** Pages of the desk only: the API and files have no gate of this kind. */
export const config = { matcher: ["/inbox/:path*", "/search/:path*", "/reports/:path*", "/settings/:path*"] };
