/** How one variant did: of so many sent, so many answered (or bought). */
export interface VariantOutcome {
  readonly key: string;
  readonly sent: number;
  readonly hits: number;
}

/** Fewer messages than this of a variant say nothing about it. */
const FEWEST_SENT = 30;
/** Cochran's rule: with fewer expected in a cell, the test's distribution does not hold. */
const FEWEST_EXPECTED = 5;
const SURE_BELOW = 0.05;

/**
 * Whether variants really differ in how many answered: Pearson's chi-square over all of them at once, without a
 * correction. `pValue`: how often chance alone would make them differ as much; null with one variant, and when there are
 * too few to say. `leader`: the best one's key, when it is hardly chance.
 */
export function compareVariants(variants: readonly VariantOutcome[]): {
  pValue: number | null;
  leader: string | null;
} {
  const unknown = { pValue: null, leader: null };
  const sent = sumOf(variants.map((variant) => variant.sent));
  const hits = sumOf(variants.map((variant) => variant.hits));
  const rarer = Math.min(hits, sent - hits);
  const fewest = Math.min(...variants.map((variant) => variant.sent));
  if (variants.length < 2 || fewest < FEWEST_SENT || (fewest * rarer) / sent < FEWEST_EXPECTED)
    return unknown;
  const rate = hits / sent;
  const chiSquare = sumOf(
    variants.map((variant) => (variant.hits - variant.sent * rate) ** 2 / (variant.sent * rate * (1 - rate))),
  );
  const pValue = chiSquareTail(chiSquare, variants.length - 1);
  return { pValue, leader: pValue < SURE_BELOW ? bestOf(variants) : null };
}

function bestOf(variants: readonly VariantOutcome[]): string | null {
  const [best] = [...variants].sort((a, b) => b.hits / b.sent - a.hits / a.sent);
  return best?.key ?? null;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * The chance of a chi-square value of at least `value` with so many degrees of freedom (whole, 1 or more): the upper
 * regularised incomplete gamma function Q(k/2, x/2), climbing from 1/2 or 1 by Q(a+1, z) = Q(a, z) + z^a e^-z / Γ(a+1).
 */
export function chiSquareTail(value: number, degrees: number): number {
  if (value <= 0) return 1;
  const z = value / 2;
  const isOdd = degrees % 2 === 1;
  let a = isOdd ? 0.5 : 1;
  let tail = isOdd ? complementaryError(Math.sqrt(z)) : Math.exp(-z);
  // z^a e^-z / Γ(a+1), with Γ(3/2) = √π/2 and Γ(2) = 1.
  let step = isOdd ? (2 * Math.sqrt(z) * Math.exp(-z)) / Math.sqrt(Math.PI) : z * Math.exp(-z);
  while (a < degrees / 2) {
    tail += step;
    a += 1;
    step *= z / a;
  }
  return Math.min(1, tail);
}

/** Beyond this the series loses digits and the continued fraction has them. */
const SERIES_UP_TO = 2;

/** erfc(x) for x >= 0, to about 14 digits: Taylor's series near 0, Lentz's continued fraction beyond. */
function complementaryError(x: number): number {
  return x < SERIES_UP_TO ? 1 - errorSeries(x) : errorFraction(x);
}

function errorSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

// erfc(x) = e^(-x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), from the inside out; 60 steps are plenty from 2 on.
function errorFraction(x: number): number {
  let inner = x;
  for (let n = 60; n >= 1; n--) inner = x + n / 2 / inner;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / inner;
}
