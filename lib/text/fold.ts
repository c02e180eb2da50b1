/** Beyond this a text is shown folded: a screenful, so that one message cannot push the conversation away. */
export const FOLD_AFTER_CHARS = 1500;
const FOLD_AFTER_LINES = 24;

/**
 * The beginning of a long text, or null when it is short enough to stand whole.
 * Never cuts a surrogate pair in two, which would show as a broken sign.
 */
export function foldText(text: string): string | null {
  const lines = text.split("\n", FOLD_AFTER_LINES + 1);
  const byLines = lines.length > FOLD_AFTER_LINES ? lines.slice(0, FOLD_AFTER_LINES).join("\n") : text;
  if (byLines.length <= FOLD_AFTER_CHARS) return byLines.length === text.length ? null : byLines;
  const last = byLines.charCodeAt(FOLD_AFTER_CHARS - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return byLines.slice(0, splitsPair ? FOLD_AFTER_CHARS - 1 : FOLD_AFTER_CHARS);
}
