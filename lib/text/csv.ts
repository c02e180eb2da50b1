/** A cell of text for a table (CSV); what a spreadsheet would take for a formula is kept as text. */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A line of cells that are ready. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(";")}\r\n`;
}

/** What a table begins with, so that a spreadsheet knows its letters. */
export const CSV_MARK = "\uFEFF";
