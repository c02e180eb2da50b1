import type { WebhookAnswer } from "./post-json";

/** Counts of one account's webhooks; durations in ms. */
export interface WebhookCounts {
  events: number;
  attempts: number;
  answered_200: number;
  failed: number;
  timed_out: number;
  dropped: number;
  switched_off: number;
  statuses: Record<string, number>;
}

export interface WebhookReport extends WebhookCounts {
  durations_ms: { count: number; p50: number; p99: number; max: number };
  last_error: string | null;
}

const KEPT_DURATIONS = 20_000;

/** Keeps counts, answers and durations per account, for tests and benchmarks. */
export class WebhookStats {
  private counts = new Map<string, WebhookCounts>();
  private durations = new Map<string, number[]>();
  private errors = new Map<string, string>();

  of(clientId: string): WebhookCounts {
    const known = this.counts.get(clientId);
    if (known !== undefined) return known;
    const fresh: WebhookCounts = {
      events: 0,
      attempts: 0,
      answered_200: 0,
      failed: 0,
      timed_out: 0,
      dropped: 0,
      switched_off: 0,
      statuses: {},
    };
    this.counts.set(clientId, fresh);
    return fresh;
  }

  note(clientId: string, answer: WebhookAnswer): void {
    const counts = this.of(clientId);
    counts.attempts += 1;
    if (answer.status === 200) counts.answered_200 += 1;
    else counts.failed += 1;
    if (answer.error === "timeout") counts.timed_out += 1;
    counts.statuses[answer.status] = (counts.statuses[answer.status] ?? 0) + 1;
    if (answer.status !== 200)
      this.errors.set(clientId, answer.error ?? `status ${answer.status}: ${answer.body}`);
    const durations = this.durations.get(clientId) ?? [];
    this.durations.set(clientId, durations);
    if (durations.length < KEPT_DURATIONS) durations.push(answer.durationMs);
  }

  report(clientId: string): WebhookReport {
    const sorted = [...(this.durations.get(clientId) ?? [])].sort((a, b) => a - b);
    const at = (share: number) =>
      Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 100) / 100;
    return {
      ...this.of(clientId),
      durations_ms: { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) },
      last_error: this.errors.get(clientId) ?? null,
    };
  }

  reset(): void {
    this.counts.clear();
    this.durations.clear();
    this.errors.clear();
  }
}
