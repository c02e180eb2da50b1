import type { IncomingAttachment } from "../ports";
import { isChatFilePath, judgeFileAddress } from "./file-hosts";

export interface MessageContent {
  readonly text: string;
  readonly attachments: readonly IncomingAttachment[];
}

// `![alt](url)` and `[name](url)`; the classes exclude their own openers, so a hostile text costs linear time.
const LINK = /(!?)\[([^[\]\n]{0,300})\]\(([^()\s]{1,2000})\)/g;
/** An address in the open, however it came to stand there. */
const ADDRESS = /https?:\/\/[^\s()<>[\]"']{1,2000}/gi;
const MAX_FILES = 50;
const PRODUCTION = "https://api-seller.ozon.ru";

/**
 * Splits v3's `data[]` into what people wrote and what they attached. Ozon sends files as Markdown links to its
 * own hosts; a link to anywhere else was typed by a person and stays text, as do links to products.
 */
export function readMarkdown(
  data: readonly string[],
  about: { readonly baseUrl: string; readonly isImage: boolean },
): MessageContent {
  const attachments: IncomingAttachment[] = [];
  const pieces = data.map((piece) => {
    const bare = piece.trim();
    if (about.isImage && isWebAddress(bare)) {
      attachments.push(toAttachment({ isPicture: true, label: "", url: bare }));
      return "";
    }
    if (!piece.includes("://")) return piece;
    const withoutLinks = piece.replace(LINK, (whole, mark: string, label: string, url: string) => {
      const isPicture = mark === "!";
      const isFile =
        isMarketplaceFile(url, about.baseUrl, isPicture) || (isPicture && about.isImage && isWebAddress(url));
      if (!isFile || attachments.length >= MAX_FILES) return whole;
      attachments.push(toAttachment({ isPicture, label, url }));
      return "";
    });
    return withoutAddresses(withoutLinks, about.baseUrl, attachments);
  });
  const text = pieces.filter((piece) => piece !== "").join("\n");
  return { text: attachments.length > 0 ? text.trim() : text, attachments };
}

/**
 * No address of a file stays in the text, in whatever form it was written (a label with brackets, a bare address, more
 * files than we take): it needs the seller's key, and people are not to see it.
 */
function withoutAddresses(text: string, baseUrl: string, attachments: IncomingAttachment[]): string {
  const bare = text.replace(ADDRESS, (url) => {
    if (!isMarketplaceFile(url, baseUrl, false)) return url;
    if (attachments.length < MAX_FILES) attachments.push(toAttachment({ isPicture: false, label: "", url }));
    return "";
  });
  return bare === text ? text : bare.replaceAll("]()", "]");
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]{1,2000}$/i.test(text);
}

/** A file of the chat: under our API address or on Ozon's file hosts; shop pages are not files. */
function isMarketplaceFile(url: string, baseUrl: string, isPicture: boolean): boolean {
  return isMarketplaceAddress(url, baseUrl) && (isPicture || isChatFilePath(url));
}

/** Read more widely than it is fetched: links of production stay files also when a stand-in took its place. */
function isMarketplaceAddress(url: string, baseUrl: string): boolean {
  return judgeFileAddress(url, baseUrl) !== null || judgeFileAddress(url, PRODUCTION) !== null;
}

function toAttachment(link: { isPicture: boolean; label: string; url: string }): IncomingAttachment {
  // A label that is a file's name says more than the storage's own name for it.
  const fileName = /^[^/\\\p{C}]{1,190}\.[a-z0-9]{2,5}$/iu.test(link.label)
    ? link.label
    : fileNameOf(link.url);
  const type = typeOf(link, fileName ?? "");
  return { type, remoteUrl: link.url, fileName, sizeBytes: null };
}

// Production labels them `[VID...](url)` and `[Screenshot...](url)`.
function typeOf(link: { isPicture: boolean; label: string }, fileName: string): IncomingAttachment["type"] {
  if (/^vid/i.test(link.label) || /\.(mp4|mov|webm|avi|3gp)$/i.test(fileName)) return "video";
  if (link.isPicture || /^screenshot/i.test(link.label)) return "image";
  return /\.(jpe?g|png|webp|gif|heic)$/i.test(fileName) ? "image" : "document";
}

function fileNameOf(url: string): string | null {
  const last = URL.canParse(url) ? (new URL(url).pathname.split("/").pop() ?? "") : "";
  try {
    const name = decodeURIComponent(last);
    // A decoded name may hold anything, a NUL included; the raw one is plain ASCII.
    return name === "" ? null : /^[^\p{C}/\\]{1,200}$/u.test(name) ? name : last.slice(0, 200);
  } catch {
    return last.slice(0, 200) || null;
  }
}
