/**
 * Next calls this once when a web process begins, before its first request. It builds the file for the edge too, where
 * none of this exists: only under this very condition is the import left out there.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startWebSide } = await import("./lib/operations/web-side");
    startWebSide();
  }
}
