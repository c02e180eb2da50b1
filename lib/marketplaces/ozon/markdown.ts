import type { IncomingAttachment } from "../ports";

export interface MessageContent {
  readonly text: string;
  readonly attachments: readonly IncomingAttachment[];
}

// `![alt](url)` and `[name](url)`; the classes exclude their own openers, so a hostile text costs linear time.
const LINK = /(!?)\[([^[\]\n]{0,300})\]\(([^()\s]{1,2000})\)/g;
const MAX_FILES = 50;

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
    if (!piece.includes("](")) return piece;
    return piece.replace(LINK, (whole, mark: string, label: string, url: string) => {
      const isPicture = mark === "!";
      const isFile =
        isMarketplaceFile(url, about.baseUrl, isPicture) || (isPicture && about.isImage && isWebAddress(url));
      if (!isFile || attachments.length >= MAX_FILES) return whole;
      attachments.push(toAttachment({ isPicture, label, url }));
      return "";
    });
  });
  const text = pieces.filter((piece) => piece !== "").join("\n");
  return { text: attachments.length > 0 ? text.trim() : text, attachments };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]{1,2000}$/i.test(text);
}

/** A file of the chat: under our API address or on Ozon's file hosts; shop pages are not files. */
function isMarketplaceFile(url: string, baseUrl: string, isPicture: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const address = new URL(url);
  const isOurs = URL.canParse(baseUrl) && address.origin === new URL(baseUrl).origin;
  const isOzon = address.protocol === "https:" && /(^|\.)ozone?\.ru$/.test(address.hostname);
  if (!isOurs && !isOzon) return false;
  return isPicture || /\/chat\/files?\//.test(address.pathname);
}

function toAttachment(link: { isPicture: boolean; label: string; url: string }): IncomingAttachment {
  const fileName = fileNameOf(link.url);
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
