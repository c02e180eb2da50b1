/** "Now" for everything that decides by time; tests set it. */
let source: () => Date = () => new Date();

/** The present instant. */
export function now(): Date {
  return source();
}

/** Sets the clock for a test; the returned function puts the real one back. */
export function setClock(fake: () => Date): () => void {
  source = fake;
  return () => {
    source = () => new Date();
  };
}
