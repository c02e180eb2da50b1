/** A refusal a person can act on: printed as one sentence without a stack, then exit code 1. */
export class LaunchError extends Error {
  /** @param {string} sentence @param {{ cause?: unknown }} [options] */
  constructor(sentence, options) {
    super(sentence, options);
    this.name = "LaunchError";
  }
}

/**
 * The text of anything thrown, for the end of a sentence.
 * @param {unknown} thrown
 */
export function reasonOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * The `code` of a system error ("ENOENT", "EADDRINUSE"), or undefined.
 * @param {unknown} thrown
 * @returns {string | undefined}
 */
export function codeOf(thrown) {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : undefined;
}
