/** Where Ozon keeps pictures of products. */
const PICTURE_HOST = /(^|\.)(ozone?\.ru|ozonru\.(me|cn)|ozonusercontent\.com)$/;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a picture may be fetched from this address: the marketplace's own hosts alone, over https. */
export function isPictureAddress(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(baseUrl)) return false;
  const url = new URL(address);
  const base = new URL(baseUrl);
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === base.origin) return true;
  // A stand-in on this machine is all there is: nobody looks at it from outside.
  if (LOOPBACK.has(base.hostname)) return false;
  return url.protocol === "https:" && url.port === "" && PICTURE_HOST.test(url.hostname);
}
