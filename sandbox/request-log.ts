import type { LoggedRequest } from "./control-protocol";

const KEPT = 20_000;
const KEPT_BODY_CHARS = 4096;

/** The last requests to the Seller API, and counts of all of them. */
export class RequestLog {
  private ring: LoggedRequest[] = [];
  private next = 0;
  private counts = new Map<string, { client_id: string; path: string; status: number; count: number }>();

  /** Keeps what is sent as well (its beginning): off by default, it costs memory. */
  recordsBodies = false;

  note(request: LoggedRequest, body: Buffer): void {
    const text = this.recordsBodies ? body.toString("utf8").slice(0, KEPT_BODY_CHARS) : undefined;
    const entry = text === undefined ? request : { ...request, body: text };
    if (this.ring.length < KEPT) this.ring.push(entry);
    else this.ring[this.next] = entry;
    this.next = (this.next + 1) % KEPT;
    const key = `${entry.client_id}\n${entry.path}\n${entry.status}`;
    const known = this.counts.get(key);
    if (known !== undefined) known.count += 1;
    else {
      const { client_id, path, status } = entry;
      this.counts.set(key, { client_id, path, status, count: 1 });
    }
  }

  /** Oldest first. */
  list(filter: { clientId: string | null; path: string | null }): LoggedRequest[] {
    const ordered =
      this.ring.length < KEPT ? this.ring : [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)];
    return ordered.filter(
      (entry) =>
        (filter.clientId === null || entry.client_id === filter.clientId) &&
        (filter.path === null || entry.path === filter.path),
    );
  }

  listCounts(): { client_id: string; path: string; status: number; count: number }[] {
    return [...this.counts.values()];
  }

  reset(): void {
    this.ring = [];
    this.next = 0;
    this.counts.clear();
  }
}
