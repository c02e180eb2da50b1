/** Shorter or longer is none of ours (lib/wire/invitations.ts). */
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/** The token in an invitation's address, which carries it behind the `#`; null: the address was cut. */
export function invitationToken(hash: string): string | null {
  const text = hash.replace(/^#/, "").replace(/^token=/, "");
  return TOKEN.test(text) ? text : null;
}
