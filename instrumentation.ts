/** Next calls this once when a web process begins, before its first request. */
export async function register(): Promise<void> {
  // Next builds this file for its edge runtime too, where nothing of ours could run; this name it fills in itself, and
  // leaves out what cannot be reached.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startWebSide } = await import("./lib/operations/web-side");
  startWebSide();
}
