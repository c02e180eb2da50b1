import { fillPlaces } from "./fill-places";

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

/** Puts values in place of `{{variables}}`; one that is not known leaves no gap (`fill-places.ts`). */
export function fillTemplate(template: string, values: TemplateValues): FilledTemplate {
  const missing = new Set<TemplateVariable>();
  const unknown = new Set<string>();
  const text = fillPlaces(template, {
    place: PLACE,
    read: (name) => {
      if (!isVariable(name)) {
        unknown.add(name);
        return `{{${name}}}`;
      }
      const value = values[name]?.trim() ?? "";
      if (value !== "") return value;
      missing.add(name);
      return null;
    },
  });
  return { text, missing: [...missing], unknown: [...unknown] };
}

function isVariable(name: string): name is TemplateVariable {
  return templateVariables.some((known) => known === name);
}
