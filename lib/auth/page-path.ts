/** Set by proxy.ts on requests for pages; what a caller sends under this name is overwritten there. */
export const PAGE_PATH_HEADER = "x-page-path";
