/** Dice that fall the same way for the same seed (mulberry32), so that a storm can be called up again. */
export interface Dice {
  /** From `from` up to, not including, `to`. */
  between(from: number, to: number): number;
  whole(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** A new list in another order. */
  shuffle<T>(all: readonly T[]): T[];
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  const whole = (from: number, to: number) => Math.floor(between(from, to));
  return {
    between,
    whole,
    pick(from) {
      const found = from[whole(0, from.length)];
      if (found === undefined) throw new Error("nothing to pick from");
      return found;
    },
    shuffle(all) {
      const keyed = all.map((one) => ({ one, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
    },
  };
}
