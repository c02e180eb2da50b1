/** Copies by the clipboard API, or by a selected field where the page is not served over TLS. Tells whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (isCopied) return true;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  // Inside an open dialog only its own children can take focus.
  const host = document.querySelector("[role=dialog]") ?? document.body;
  host.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
