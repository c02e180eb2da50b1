const store: Map<string, unknown> = (() => {
  // Next loads a module once per layer and again on hot reload; one process must still have one pool, one relay.
  const holder = globalThis as { prilavokOnce?: Map<string, unknown> }; // the only place that knows this name
  holder.prilavokOnce ??= new Map();
  return holder.prilavokOnce;
})();

/** Makes a thing on first use and keeps it for the life of the process. `name` must be unique in the product. */
export function once<T>(name: string, make: () => T): () => T {
  return () => {
    if (!store.has(name)) store.set(name, make());
    return store.get(name) as T; // only `make` of the same name ever wrote it
  };
}

/** Forgets a made thing, so that the next use makes it anew. For `stop()` functions. Returns what was there. */
export function forget<T>(name: string): T | undefined {
  const made = store.get(name) as T | undefined; // see `once`
  store.delete(name);
  return made;
}
