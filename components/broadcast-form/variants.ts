import type { FormVariant } from "./form-state";

/** As in lib/wire/broadcasts.ts, which cannot be asked here without shipping its schemas. */
export const MOST_VARIANTS = 4;
const letters = ["A", "B", "C", "D"] as const;

/** What a variant is called by its place. */
export function letterOf(place: number): string {
  return letters[place] ?? String(place + 1);
}

/** Equal parts of a hundred; the first ones take what is left over. */
export function evenShares(variants: readonly FormVariant[]): readonly FormVariant[] {
  const part = Math.floor(100 / variants.length);
  const left = 100 - part * variants.length;
  return variants.map((variant, place) => ({ ...variant, share: part + (place < left ? 1 : 0) }));
}

/** One more text, beginning as a copy of the first: variants differ in a word, seldom in everything. */
export function addVariant(variants: readonly FormVariant[]): readonly FormVariant[] {
  if (variants.length >= MOST_VARIANTS) return variants;
  const id = String(Math.max(0, ...variants.map((variant) => Number(variant.id) || 0)) + 1);
  return evenShares([...variants, { id, template: variants[0]?.template ?? "", share: 0 }]);
}

/** One less. */
export function removeVariant(variants: readonly FormVariant[], id: string): readonly FormVariant[] {
  return variants.length === 1 ? variants : evenShares(variants.filter((variant) => variant.id !== id));
}

/** Gives a variant its share; of two the other takes the rest. */
export function setShare(
  variants: readonly FormVariant[],
  id: string,
  share: number,
): readonly FormVariant[] {
  const whole = Math.max(0, Math.min(100, Math.round(share)));
  return variants.map((variant) => {
    if (variant.id === id) return { ...variant, share: whole };
    return variants.length === 2 ? { ...variant, share: 100 - whole } : variant;
  });
}
