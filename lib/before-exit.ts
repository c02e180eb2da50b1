type LastStep = () => Promise<void>;

/** Where scripts/web.mjs, which is no part of the build, finds the steps. */
const PLACE = Symbol.for("prilavok.before-exit");

/** Has the web process do this when it is asked to stop, before it goes; it waits a moment for it, no longer. */
export function beforeExit(step: LastStep): void {
  const holder = globalThis as { [PLACE]?: Set<LastStep> }; // one set a process, whatever bundle asks
  holder[PLACE] ??= new Set();
  holder[PLACE].add(step);
}
