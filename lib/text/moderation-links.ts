import type { ModerationFinding } from "./moderation-finding";

/** Endings of addresses that people in these chats use; a closed list, so that "т.д" or a missing space is no link. */
const ENDINGS = [
  "ru рф su com net org info biz io me co cc tv gg ai ly gl im",
  "by kz ua uz am ge kg de cn uk us eu fr pl tr",
  "shop store online site website market pro club link app dev xyz top space tech page blog live art",
  "рус москва онлайн сайт дети орг ком бел қаз",
]
  .join(" ")
  .split(" ")
  .join("|");

const WORD = String.raw`[\p{L}\p{N}]`;
const LABEL = String.raw`${WORD}(?:[\p{L}\p{N}_-]{0,61}${WORD})?`;
const ALONE_BEFORE = String.raw`(?<![\p{L}\p{N}_@.\-])`;
const ALONE_AFTER = String.raw`(?![\p{L}\p{N}_-])`;
const PATH = String.raw`(?::\d{2,5})?(?:[/?#][^\s<>"«»]*)?`;

const PATTERNS = {
  mailbox: new RegExp(
    String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}\s?@\s?(?:${LABEL}\.){1,5}\p{L}{2,24}${ALONE_AFTER}`,
    "giu",
  ),
  mailboxInWords: new RegExp(
    String.raw`${ALONE_BEFORE}[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}\s?(?:[([{]\s?(?:at|собака|эт)\s?[)\]}]|\s(?:собака|собачка)\s)\s?${LABEL}(?:\.|\s?[([{]?(?:точка|dot|тчк)[)\]}]?\s?)\p{L}{2,24}${ALONE_AFTER}`,
    "giu",
  ),
  protocol: /(?<![\p{L}\p{N}])(?:https?|hxxps?|ftp):\/\/[^\s<>"«»]+/giu,
  www: /(?<![\p{L}\p{N}@.])www\.[^\s<>"«»]{2,}/giu,
  host: new RegExp(
    String.raw`${ALONE_BEFORE}(?:${LABEL}\.){1,5}(?:${ENDINGS})${ALONE_AFTER}(?!\.\p{L})${PATH}`,
    "giu",
  ),
  // "сайт точка ру", "shop (dot) com", "сайт[.]рф", "наш-сайт . ру"
  hostInWords: new RegExp(
    String.raw`${ALONE_BEFORE}[\p{L}\p{N}][\p{L}\p{N}_-]{1,62}(?:\s?[([{]\s?(?:\.|точка|dot|тчк)\s?[)\]}]\s?|\s(?:точка|dot|тчк)\s|\s\.\s?)(?:ру|ru|рф|ком|com|su|рус|онлайн|online|shop|me)${ALONE_AFTER}`,
    "giu",
  ),
} as const;

/** Hosts that are social networks and messengers: named as such. */
const SOCIAL_HOST =
  /(?:^|\.)(?:t\.me|telegram\.(?:me|org)|wa\.me|whatsapp\.com|viber\.com|instagram\.com|vk\.(?:com|me|ru)|ok\.ru|facebook\.com|fb\.com|youtube\.com|youtu\.be|tiktok\.com|discord\.gg|max\.ru)$/i;

const TRAILING = /[.,;:!?'"»…*_~)\]}]+$/u;

/** Links and e-mail addresses, written plainly or with the usual tricks; the marketplace's own links are left out. */
export function findLinks(text: string, ownHosts: readonly string[]): readonly ModerationFinding[] {
  const found: ModerationFinding[] = [];
  for (const pattern of [PATTERNS.mailbox, PATTERNS.mailboxInWords]) {
    for (const match of text.matchAll(pattern)) {
      found.push({ kind: "email", start: match.index, end: match.index + match[0].length });
    }
  }
  for (const pattern of [PATTERNS.protocol, PATTERNS.www, PATTERNS.host, PATTERNS.hostInWords]) {
    for (const match of text.matchAll(pattern)) {
      const written = match[0].replace(TRAILING, "");
      const host = hostOf(written);
      if (written === "" || isUnder(host, ownHosts)) continue;
      const kind = SOCIAL_HOST.test(host) ? "social" : "link";
      found.push({ kind, start: match.index, end: match.index + written.length });
    }
  }
  return found;
}

/** The host as a browser would go to it; empty for what no browser understands. */
function hostOf(written: string): string {
  const address = /^[a-z]+:\/\//i.test(written) ? written : `https://${written}`;
  // A name before the host ("ozon.ru@evil.com") is not where the link leads.
  return URL.canParse(address) ? new URL(address).hostname.toLowerCase() : "";
}

function isUnder(host: string, ownHosts: readonly string[]): boolean {
  return ownHosts.some((own) => host === own || host.endsWith(`.${own}`));
}
