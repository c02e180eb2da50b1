/** The key inside an `otpauth:` address, in groups of four as one types it; empty when there is none. */
export function secretOf(totpUri: string): { secret: string; spaced: string } {
  const query = totpUri.slice(totpUri.indexOf("?") + 1);
  const secret = new URLSearchParams(query).get("secret") ?? "";
  return { secret, spaced: secret.match(/.{1,4}/g)?.join(" ") ?? "" };
}
