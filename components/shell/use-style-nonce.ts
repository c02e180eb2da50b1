import { useState } from "react";

declare global {
  /** Read by the libraries that make styles in the browser (the one that holds the page still under a dialog). */
  var __webpack_nonce__: string | undefined;
}

/** Hands the page's nonce to libraries that put styles into it, before the first of them does. */
export function useStyleNonce(nonce: string | undefined): void {
  useState(() => {
    if (typeof window !== "undefined") globalThis.__webpack_nonce__ = nonce;
  });
}
