/** What of Markdown is drawn; everything else stays the text it was written as. */
export type MarkdownInline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "emphasis" | "strong"; readonly children: readonly MarkdownInline[] }
  | { readonly kind: "link"; readonly address: string; readonly label: string };

export type MarkdownBlock =
  | { readonly kind: "paragraph"; readonly children: readonly MarkdownInline[] }
  | { readonly kind: "quote"; readonly children: readonly MarkdownBlock[] }
  | { readonly kind: "code"; readonly text: string }
  | {
      readonly kind: "list";
      /** Number of the first item; null: no numbers. */
      readonly start: number | null;
      readonly items: readonly (readonly MarkdownBlock[])[];
    };

export type ParseMarkdown = (text: string) => readonly MarkdownBlock[];

const SIGNS = /[*_`[\]\\<>]|^\s{0,3}(?:[-+]|\d{1,9}[.)])\s|&[a-z#]/im;
/** Longer than any message of a marketplace: such a text is shown as it is. */
const MAX_PARSED_CHARS = 10_000;

/** Whether a text has anything that Markdown would draw differently. Most messages have not. */
export function needsMarkdown(text: string): boolean {
  return text.length <= MAX_PARSED_CHARS && SIGNS.test(text);
}
