/**
 * Runs the work for a key once at a time in this process. A call that comes meanwhile ends at once and makes the work
 * run once more afterwards, so that many nudges for one thing hold one place in the queue and nothing is overlooked.
 */
export function oneAtATime<Payload>(
  keyOf: (payload: Payload) => string,
  work: (payload: Payload) => Promise<void>,
): (payload: Payload) => Promise<void> {
  const running = new Map<string, { isCalledAgain: boolean }>();
  return async (payload) => {
    const key = keyOf(payload);
    const before = running.get(key);
    if (before !== undefined) {
      before.isCalledAgain = true;
      return;
    }
    const state = { isCalledAgain: true };
    running.set(key, state);
    try {
      while (state.isCalledAgain) {
        state.isCalledAgain = false;
        await work(payload);
      }
    } finally {
      running.delete(key);
    }
  };
}
