import { fillPlaces } from "./fill-places";

/** What a broadcast may speak of, as `{name}` or, with words for a buyer of whom it is not known, `{name|words}`. */
export const broadcastVariables = [
  "buyer_name",
  "product",
  "category",
  "order_number",
  "posting_number",
  "tracking",
  "seller_name",
  "order_date",
  "delivery_date",
] as const;
export type BroadcastVariable = (typeof broadcastVariables)[number];

/** What is known of one recipient; null, absent and blank mean "not known". */
export type BroadcastValues = { readonly [Name in BroadcastVariable]?: string | null | undefined };

/**
 * What stands in braces. Double braces are those of canned replies: taken as one place, whose inside is then no variable,
 * so that nobody sends a buyer a name in braces.
 */
const PLACE = /\{(\{[^{}]*\}|[^{}]*)\}/g;

interface Place {
  readonly variable: BroadcastVariable | null;
  /** As it stands in the braces, without the fallback. */
  readonly name: string;
  /** Null: none was given. */
  readonly fallback: string | null;
}

function readPlace(inside: string): Place {
  const bar = inside.indexOf("|");
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
  const variable = broadcastVariables.find((known) => known === name) ?? null;
  return { variable, name, fallback: bar < 0 ? null : inside.slice(bar + 1).trim() };
}

/** What stands in braces and is no variable, each once, in the order of the template. */
export function checkTemplate(template: string): { unknown: string[] } {
  const places = [...template.matchAll(PLACE)].map((match) => readPlace(match[1] ?? ""));
  return { unknown: [...new Set(places.filter((one) => one.variable === null).map((one) => one.name))] };
}

/**
 * The text for one recipient. `missing`: variables without a value and without a fallback; they leave no gap, as in
 * canned replies. An empty fallback (`{buyer_name|}`) means "then leave it out" and is not missing. What is no variable
 * stays as it is; `checkTemplate` has refused it before. The white space around the text goes: marketplaces cut it off.
 */
export function fillBroadcast(
  template: string,
  values: BroadcastValues,
): { text: string; missing: BroadcastVariable[] } {
  const missing = new Set<BroadcastVariable>();
  const text = fillPlaces(template, {
    place: PLACE,
    read: (inside) => {
      const { variable, fallback } = readPlace(inside);
      if (variable === null) return `{${inside}}`;
      const value = values[variable]?.trim() ?? "";
      if (value !== "") return value;
      if (fallback !== null) return fallback === "" ? null : fallback;
      missing.add(variable);
      return null;
    },
  });
  return { text: text.trim(), missing: [...missing] };
}

/** Whether a text says anything at all: punctuation that was left over says nothing. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);
}

/** What is said to everybody, whatever is known of them: the least that any text comes to. */
export function fixedPart(template: string): string {
  return fillPlaces(template, { place: PLACE, read: () => null }).trim();
}
