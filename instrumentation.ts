import { startWebSide } from "./lib/operations/web-side";

/** Next calls this once when a web process begins, before its first request. */
export function register(): void {
  startWebSide();
}
