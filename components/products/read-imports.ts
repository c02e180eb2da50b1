import { readPrice } from "./price-rules";

/** A product of the seller's own to be made out of another's card. */
export interface ImportLine {
  readonly sku: string;
  readonly offerId: string;
  readonly price: string;
  readonly name: string | null;
}

/** Why a line cannot be taken. */
export type ImportProblem = "sku" | "article" | "price" | "twice";

export interface ImportTable {
  readonly lines: readonly ImportLine[];
  /** Numbers from 1, as the lines stand in the text. */
  readonly problems: readonly { readonly line: number; readonly problem: ImportProblem }[];
}

/** Reads lines of SKU, article, price and (if given) name, parted by semicolons or tabs; empty lines are left out. */
export function readImports(text: string): ImportTable {
  const lines: ImportLine[] = [];
  const problems: { line: number; problem: ImportProblem }[] = [];
  const articles = new Set<string>();
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "") continue;
    const [sku = "", offerId = "", typed = "", name = ""] = row.split(/[;\t]/).map((cell) => cell.trim());
    const price = readPrice(typed);
    const problem = problemOf(sku, offerId, price, articles);
    if (problem !== null || price === null) problems.push({ line: at + 1, problem: problem ?? "price" });
    else lines.push({ sku, offerId, price, name: name === "" ? null : name });
    articles.add(offerId);
  }
  return { lines, problems };
}

function problemOf(
  sku: string,
  offerId: string,
  price: string | null,
  known: ReadonlySet<string>,
): ImportProblem | null {
  if (!/^\d{1,19}$/.test(sku)) return "sku";
  if (offerId === "" || offerId.length > 200) return "article";
  if (price === null) return "price";
  return known.has(offerId) ? "twice" : null;
}
