import type { CannedReply } from "@/lib/wire/desk";

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю";

/** What was meant by keys pressed in the other layout: "nhtr" is "трек". */
export function swapLayout(text: string): string {
  return [...text.toLowerCase()]
    .map((sign) => {
      const latin = LATIN.indexOf(sign);
      if (latin !== -1) return RUSSIAN[latin];
      const russian = RUSSIAN.indexOf(sign);
      return russian === -1 ? sign : LATIN[russian];
    })
    .join("");
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е");
}

/** How well a reply fits; 0 is best, null: not at all. */
function fitOf(reply: CannedReply, query: string): number | null {
  const shortcut = fold(reply.shortcut);
  if (shortcut.startsWith(query)) return shortcut.length === query.length ? 0 : 1;
  const title = fold(reply.title);
  if (title.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(query))) return 2;
  if (shortcut.includes(query)) return 3;
  return fold(reply.text).includes(query) ? 4 : null;
}

/** Replies of a seller (and those for all; of every seller when none is named) that fit what was typed, best first; without words, all by shortcut. */
export function rankReplies(
  replies: readonly CannedReply[],
  { query, sellerId }: { query: string; sellerId?: string },
): readonly CannedReply[] {
  const isMeant = (reply: CannedReply) =>
    sellerId === undefined || reply.seller_id === null || reply.seller_id === sellerId;
  const own = replies.filter(isMeant);
  const byShortcut = [...own].sort((a, b) => a.shortcut.localeCompare(b.shortcut, "ru"));
  if (query === "") return byShortcut;
  const spellings = [fold(query), fold(swapLayout(query))];
  return byShortcut
    .map((reply) => ({
      reply,
      fit: Math.min(...spellings.map((spelling) => fitOf(reply, spelling) ?? Number.POSITIVE_INFINITY)),
    }))
    .filter(({ fit }) => Number.isFinite(fit))
    .sort((a, b) => a.fit - b.fit)
    .map(({ reply }) => reply);
}
