/** A name no other browser gives. `crypto.randomUUID` is missing on pages without TLS, so it is made by hand there. */
export function makeClientId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
