/** Moves the cursor of the composer into its field, when there is one. */
export function focusComposer(): boolean {
  const field = document.querySelector<HTMLElement>("[data-composer]");
  field?.focus();
  // A text taken back into the field is continued at its end.
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
  return field !== null;
}
