interface Writing {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What is selected afterwards, counted from the beginning of `text`; left out: the caret stands behind it. */
  readonly select?: { readonly start: number; readonly end: number } | null;
}

/**
 * Writes into a field as if it were typed: the field's own undo takes it back. The old command is the only way browsers
 * offer for that; where it does nothing, the text is set, and the undo is lost.
 */
export function writeInto(field: HTMLTextAreaElement, { start, end, text, select }: Writing): void {
  field.focus();
  field.setSelectionRange(start, end);
  const isDone =
    text === ""
      ? document.execCommand("delete")
      : document.execCommand("insertText", false, text) && field.value.slice(start).startsWith(text);
  if (!isDone) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (select) field.setSelectionRange(start + select.start, start + select.end);
}

/** Puts a sentence where the caret stands, with the spaces it needs around it. */
export function writeSentence(field: HTMLTextAreaElement, sentence: string): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = start > 0 && !/\s$/.test(value.slice(0, start)) ? " " : "";
  const after = end < value.length && !/^\s/.test(value.slice(end)) ? " " : "";
  writeInto(field, { start, end, text: `${before}${sentence}${after}` });
}
