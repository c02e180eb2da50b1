/** Said to the window by whoever wants the palette open. */
export const OPEN_PALETTE_EVENT = "desk:open-palette";

/** Opens the command palette from anywhere. */
export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN_PALETTE_EVENT));
}
