/**
 * Puts values in the places of a template. A place whose value is null goes together with the comma, colon, quotes or
 * brackets that only made sense with it: "Здравствуйте, {name}!" becomes "Здравствуйте!". Values are never read as
 * templates again: a buyer may well be called `{tracking}`.
 */
export function fillPlaces(
  template: string,
  {
    place,
    read,
  }: {
    /** Global, with one group: what stands inside. */
    place: RegExp;
    read: (inside: string) => string | null;
  },
): string {
  // Splitting by a pattern with one group gives text, inside, text, inside, ..., text.
  const parts = template.split(place);
  let text = parts[0] ?? "";
  for (let index = 1; index < parts.length; index += 2) {
    const after = parts[index + 1] ?? "";
    const value = read(parts[index] ?? "");
    text = value === null ? closeGap(text, after, index + 2 >= parts.length) : text + value + after;
  }
  return text;
}

const WRAPPERS = ["()", "[]", "«»", "“”", "„“", '""'];
// Each looks back before it begins: a long run of spaces within the text is then tried once, not once from every space.
const SPACE_AT_END = /(?<![^\S\n])[^\S\n]+$/;
const NUMBER_SIGN_AT_END = /(?<![^\S\n])[^\S\n]*[№#]$/;
const LEADS_IN = /(?<![\s,:;—–#№-])[\s,:;—–#№-]+$/u;
const LEADS_ON = /^[\s,:;.!?…—–-]+/u;

/** Joins what stood around a value that is not known. */
function closeGap(before: string, after: string, isLast: boolean): string {
  const [bare, rest] = unwrap(before.replace(SPACE_AT_END, ""), after.replace(/^[^\S\n]+/, ""));
  if (rest === "" && !isLast) return bare === "" || bare.endsWith("\n") ? bare : `${bare} `;
  if (bare === "" || /[.!?…\n]$/.test(bare)) return bare + startSentence(bare, rest);
  const lead = bare.replace(NUMBER_SIGN_AT_END, "");
  if (rest === "" || /^[\n.!?…]/.test(rest)) return trimLead(lead) + rest;
  if (/^[,:;)]/.test(rest)) return lead.replace(/[,:;]$/, "") + rest;
  return `${lead} ${rest}`;
}

/** Quotes and brackets around nothing go. */
function unwrap(before: string, after: string): [string, string] {
  const wraps = WRAPPERS.some((pair) => before.endsWith(pair[0] ?? "") && after.startsWith(pair[1] ?? ""));
  if (!wraps || before === "") return [before, after];
  return unwrap(before.slice(0, -1).replace(SPACE_AT_END, ""), after.slice(1).replace(/^[^\S\n]+/, ""));
}

/** What led up to the value, without its comma, colon or dash; whole lines before it stay. */
function trimLead(before: string): string {
  const line = before.lastIndexOf("\n") + 1;
  return before.slice(0, line) + before.slice(line).replace(LEADS_IN, "");
}

/** The value began a sentence: what follows it begins one now. */
function startSentence(before: string, after: string): string {
  if (after === "" || after.startsWith("\n")) return after;
  const rest = after.replace(LEADS_ON, (lead) =>
    lead.slice(lead.indexOf("\n") < 0 ? lead.length : lead.indexOf("\n")),
  );
  const space = before === "" || before.endsWith("\n") || rest === "" || rest.startsWith("\n") ? "" : " ";
  return space + rest.charAt(0).toLocaleUpperCase("ru") + rest.slice(1);
}
