/** Keys by their place on the keyboard (`event.code`): they work the same in the Russian layout. */
export interface KeyMeaning {
  readonly code: string;
  readonly needsShift?: boolean;
}

/** True while the person writes or a dialog or menu is open: letters are letters then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Nothing is written into a box that is ticked: after marking a chat its keys must work.
  const fields = "input:not([type=checkbox]), textarea, select, [role=dialog], [role=menu]";
  return target.isContentEditable || target.closest(fields) !== null;
}

/** True for a key pressed alone, or with Shift only. */
export function isPlainKey(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented;
}

/** Whether the device calls the sending key ⌘; false on the server, where nobody presses keys. */
export function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
}
