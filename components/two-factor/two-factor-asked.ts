const listeners = new Set<() => void>();

/** An answer said that the rules ask for a second factor by now: the desk gives way to its set-up. */
export function tellTwoFactorAsked(): void {
  for (const listener of listeners) listener();
}

/** Calls back whenever an answer says so. */
export function onTwoFactorAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
