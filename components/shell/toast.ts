/** A short word at the edge of the screen, gone after a few seconds. */
export interface Toast {
  readonly kind: "success" | "error";
  readonly text: string;
  /** A way back (or on), offered as long as the toast stands. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

let waiting: readonly Toast[] = [];
const none: readonly Toast[] = [];
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Shows a word; for what happened somewhere else than under the person's eyes. */
export function showToast(kind: Toast["kind"], text: string, action?: Toast["action"]): void {
  waiting = [...waiting, { kind, text, action }];
  tell();
}

/** Takes what is to be shown; each toast is taken once. */
export function takeToasts(): readonly Toast[] {
  const taken = waiting;
  waiting = none;
  return taken;
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => waiting,
  readOnServer: () => none,
};
