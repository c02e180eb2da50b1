import { createRandom } from "../../random";

/** A number that is always the same for a text (FNV-1a, 32 bits). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Dice that fall the same way every time for one name: what an order is must outlive a restart. */
export function diceOf(name: string): () => number {
  return createRandom(hashOf(name));
}
