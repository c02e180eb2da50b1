let hasEnded = false;
const listeners = new Set<() => void>();

function change(next: boolean): void {
  if (hasEnded === next) return;
  hasEnded = next;
  for (const listener of listeners) listener();
}

/** An answer said that nobody is signed in any more: the desk then asks for the password over what is open. */
export function tellSessionEnded(): void {
  change(true);
}

/** The person is signed in again, or does not want to be now. */
export function forgetSessionEnded(): void {
  change(false);
}

export const sessionEnded = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => hasEnded,
  readOnServer: () => false,
};
