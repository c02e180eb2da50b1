/** Order statistics of durations in milliseconds. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest-rank percentiles: each is a duration that was really seen. */
export function latenciesOf(durationsMs: readonly number[]): Latencies {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** "p50 3.1, p99 12.4, worst 20.0 ms (2,000)" */
export function describeLatencies({ count, p50, p95, p99, max }: Latencies): string {
  const [a, b, c, d] = [p50, p95, p99, max].map(toMs);
  return `p50 ${a}, p95 ${b}, p99 ${c}, worst ${d} ms (${toCount(count)})`;
}

/** As numbers under names with their unit. */
export function valuesOf(latencies: Latencies): Record<string, number> {
  const { count, p50, p95, p99, max } = latencies;
  return { count, p50_ms: round(p50), p95_ms: round(p95), p99_ms: round(p99), max_ms: round(max) };
}

/** With one digit after the point. */
export function toMs(ms: number): string {
  return ms.toFixed(1);
}

/** With commas between thousands. */
export function toCount(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** To two digits after the point. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
