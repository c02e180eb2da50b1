import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "./once";

/** Where a piece of work comes from: carried beside the call, so that audit and log need no parameter for it. */
export interface RequestContext {
  /** Follows what the request causes through logs, audit, rows and jobs. */
  readonly requestId: string;
  /** The caller's address as our own server saw it; null: not known. */
  readonly ip: string | null;
  /** The program as it names itself, shortened. */
  readonly userAgent: string | null;
}

const storage = once("request-context", () => new AsyncLocalStorage<RequestContext>());

/** Runs the work, and everything it starts, under this context. */
export function inRequestContext<T>(context: RequestContext, work: () => T): T {
  return storage().run(context, work);
}

/** Goes on with what a request of another process began (`requestId` null: of none), so that its log lines say so. */
export function continueRequest<T>(requestId: string | null, work: () => T): T {
  return requestId === null ? work() : inRequestContext({ requestId, ip: null, userAgent: null }, work);
}

/** The context of the work that runs now; null outside of any. */
export function requestContext(): RequestContext | null {
  return storage().getStore() ?? null;
}
