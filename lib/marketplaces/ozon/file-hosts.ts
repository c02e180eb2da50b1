/** Where Ozon keeps the files of chats: the API itself in production, its CDN in the documents. */
const KEYED_HOSTS = new Set(["api-seller.ozon.ru", "cdn.ozon.ru"]);
const OZON_HOST = /(^|\.)ozone?\.ru$/;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * What an address in a message is to us. `keyed`: a chat's file, which needs the seller's key; `public`: anything else of
 * Ozon's, which never sees it; null: nobody's business of ours, and nothing is ever fetched from there.
 */
export function judgeFileAddress(address: string, baseUrl: string): "keyed" | "public" | null {
  if (!URL.canParse(address) || !URL.canParse(baseUrl)) return null;
  const url = new URL(address);
  const base = new URL(baseUrl);
  if (url.username !== "" || url.password !== "") return null;
  // Anybody can write an address of the API into a message: the key opens files, not whatever else is there.
  const onFileHost = isChatFilePath(address) ? "keyed" : "public";
  if (url.origin === base.origin) return onFileHost;
  // A stand-in on this machine is all there is: its key must not travel to the real marketplace.
  if (url.protocol !== "https:" || url.port !== "" || LOOPBACK.has(base.hostname)) return null;
  if (KEYED_HOSTS.has(url.hostname)) return onFileHost;
  return OZON_HOST.test(url.hostname) ? "public" : null;
}

/**
 * The same of a document's address, which Ozon itself answers: on the API's own address it is opened with the key, on
 * another host of Ozon's without.
 */
export function judgeDocumentAddress(address: string, baseUrl: string): "keyed" | "public" | null {
  const judged = judgeFileAddress(address, baseUrl);
  if (judged === null) return null;
  return new URL(address).origin === new URL(baseUrl).origin ? "keyed" : "public";
}

/** Whether the path is one of a chat's files, as against a page or a method of the API. */
export function isChatFilePath(address: string): boolean {
  return URL.canParse(address) && /\/chat\/files?\//.test(new URL(address).pathname);
}
