/** Hosts whose pages may be opened from a conversation: the marketplace's own, and those under it. */
const ownHosts: Record<string, readonly string[]> = {
  ozon: ["ozon.ru"],
  wildberries: ["wildberries.ru"],
  yandex: ["market.yandex.ru"],
};

/** Marks that turn the direction of text or join letters unseen: in an address they only serve to deceive. */
const HIDDEN_MARKS = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
const MAX_ADDRESS_CHARS = 2000;

export interface JudgedLink {
  /** Set only when the page may be opened: it belongs to the marketplace. */
  readonly href: string | null;
  /** The address as it is followed, host in ASCII: what a copy takes and a tooltip shows. */
  readonly address: string;
  /** The host in ASCII; a look-alike in other letters stands as `xn--…`. Null: not a web address. */
  readonly host: string | null;
}

/** Takes out marks that are not seen and change what is seen. */
export function stripHiddenMarks(text: string): string {
  return text.replace(HIDDEN_MARKS, "");
}

function parseWebAddress(written: string): URL | null {
  const text = stripHiddenMarks(written).trim();
  if (text.length > MAX_ADDRESS_CHARS) return null;
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`;
  if (!URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}

function isOwnHost(host: string, marketplace: string): boolean {
  const own = Object.hasOwn(ownHosts, marketplace) ? (ownHosts[marketplace] ?? []) : [];
  return own.some((name) => host === name || host.endsWith(`.${name}`));
}

/**
 * What may be done with an address that somebody wrote. Opened is only what is the marketplace's own, over https, on
 * the usual port and without a name or password in it; everything else is text.
 */
export function judgeLink(written: string, marketplace: string): JudgedLink {
  const url = parseWebAddress(written);
  if (url === null) return { href: null, address: stripHiddenMarks(written), host: null };
  // A backslash stands for a slash here and for itself elsewhere: nobody writes one in good faith.
  const isPlain = url.username === "" && url.password === "" && url.port === "" && !written.includes("\\");
  const isOwn = url.protocol === "https:" && isPlain && isOwnHost(url.hostname, marketplace);
  return { href: isOwn ? url.href : null, address: url.href, host: url.hostname };
}

/** Whether the words of a link already say where it leads, so that the host need not stand beside them. */
export function saysItsHost(label: string, host: string | null): boolean {
  if (host === null) return true;
  const url = parseWebAddress(label);
  return url !== null && url.hostname === host && !/\s/.test(label.trim()) && label.includes(host);
}

export type TextPart = { readonly text: string; readonly isLink: boolean };

// With a scheme, with www., or a name with a dot and a path behind it. The classes do not overlap: linear time.
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"«»]+|(?<![\p{L}\d@.-])[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,5}\.[\p{L}]{2,24}\/[^\s<>"«»]*/giu;
const TRAILING = /[.,;:!?'"»…*_~]+$/u;

/** Ends an address where a reader would: without the full stop behind it or a bracket that was opened before it. */
function trimAddress(found: string): string {
  let text = found.replace(TRAILING, "");
  while (text.endsWith(")") && text.split("(").length < text.split(")").length)
    text = text.slice(0, -1).replace(TRAILING, "");
  return text;
}

/** Splits plain text into words and the addresses in it. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    if (parseWebAddress(address) === null) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index), isLink: false });
    parts.push({ text: address, isLink: true });
    done = match.index + address.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isLink: false });
  return parts;
}
