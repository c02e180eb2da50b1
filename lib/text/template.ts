/** Variables a canned reply, an auto-reply or a rule may speak of, as `{{name}}`. */
export const templateVariables = [
  "buyer_name",
  "order_number",
  "posting_number",
  "product",
  "tracking",
  "seller_name",
  "operator_name",
] as const;
export type TemplateVariable = (typeof templateVariables)[number];

/** What is known of a chat; null, absent and blank mean "not known". */
export type TemplateValues = { readonly [Name in TemplateVariable]?: string | null | undefined };

export interface FilledTemplate {
  readonly text: string;
  /** Variables whose value is not known: they were left out, each once. */
  readonly missing: readonly TemplateVariable[];
  /** What stands in double braces and is no variable: it was left as it is, each once. */
  readonly unknown: readonly string[];
}

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Puts values in place of `{{variables}}`. One that is not known goes together with the comma, colon, quotes or brackets
 * that only made sense with it: "Здравствуйте, {{buyer_name}}!" becomes "Здравствуйте!". Values are never read as
 * templates again: a buyer may well be called `{{tracking}}`.
 */
export function fillTemplate(template: string, values: TemplateValues): FilledTemplate {
  // Splitting by a pattern with one group gives text, name, text, name, ..., text.
  const parts = template.split(PLACE);
  const missing = new Set<TemplateVariable>();
  const unknown = new Set<string>();
  let text = parts[0] ?? "";
  for (let place = 1; place < parts.length; place += 2) {
    const name = parts[place] ?? "";
    const after = parts[place + 1] ?? "";
    if (!isVariable(name)) {
      unknown.add(name);
      text += `{{${name}}}${after}`;
      continue;
    }
    const value = values[name]?.trim() ?? "";
    if (value !== "") {
      text += value + after;
      continue;
    }
    missing.add(name);
    text = closeGap(text, after, place + 2 >= parts.length);
  }
  return { text, missing: [...missing], unknown: [...unknown] };
}

function isVariable(name: string): name is TemplateVariable {
  return templateVariables.some((known) => known === name);
}

const WRAPPERS = ["()", "[]", "«»", "“”", "„“", '""'];
const LEADS_IN = /[\s,:;—–#№-]+$/u;
const LEADS_ON = /^[\s,:;.!?…—–-]+/u;

/** Joins what stood around a value that is not known. */
function closeGap(before: string, after: string, isLast: boolean): string {
  const [bare, rest] = unwrap(before.replace(/[^\S\n]+$/, ""), after.replace(/^[^\S\n]+/, ""));
  if (rest === "" && !isLast) return bare === "" || bare.endsWith("\n") ? bare : `${bare} `;
  if (bare === "" || /[.!?…\n]$/.test(bare)) return bare + startSentence(bare, rest);
  const lead = bare.replace(/[^\S\n]*[№#]$/, "");
  if (rest === "" || /^[\n.!?…]/.test(rest)) return trimLead(lead) + rest;
  if (/^[,:;)]/.test(rest)) return lead.replace(/[,:;]$/, "") + rest;
  return `${lead} ${rest}`;
}

/** Quotes and brackets around nothing go. */
function unwrap(before: string, after: string): [string, string] {
  const wraps = WRAPPERS.some((pair) => before.endsWith(pair[0] ?? "") && after.startsWith(pair[1] ?? ""));
  if (!wraps || before === "") return [before, after];
  return unwrap(before.slice(0, -1).replace(/[^\S\n]+$/, ""), after.slice(1).replace(/^[^\S\n]+/, ""));
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
