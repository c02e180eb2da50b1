/** Set by proxy.ts: the nonce of the page that is being made. */
export const PAGE_NONCE_HEADER = "x-page-nonce";

/** Toasts bring one sheet of styles, which their library puts into the page without a nonce: known by its content. */
const TOAST_STYLES = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";
/** It puts the sheet in while it is still empty, and an empty one says nothing at all. */
const NO_STYLES = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/**
 * What a page of ours may load and run. Scripts: those with this answer's nonce and what they load themselves, so a
 * script that got into a page by somebody's text does not start. Everything comes from us and talks to us; nobody frames
 * us. `isSecure`: the desk is served under https.
 */
export function pagePolicy({ nonce, isSecure }: { nonce: string; isSecure: boolean }): string {
  const rules = {
    "default-src": "'none'",
    "script-src": `'nonce-${nonce}' 'strict-dynamic'`,
    "style-src": `'self' 'nonce-${nonce}' '${TOAST_STYLES}' '${NO_STYLES}'`,
    // A style attribute draws its own element and can fetch nothing (the other rules hold); components use them.
    "style-src-attr": "'unsafe-inline'",
    // blob: a file that was just chosen is shown before it is sent.
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    ...(isSecure ? { "upgrade-insecure-requests": "" } : {}),
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join("; ");
}
