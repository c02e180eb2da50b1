import { createHmac } from "node:crypto";
import type { Faults } from "./faults";
import type { Account, Subscription } from "./model";
import { postJson, type WebhookAnswer } from "./post-json";
import { pushBody, signedBody, type WebhookBody } from "./webhook-bodies";
import { WebhookStats } from "./webhook-stats";
import { writeJson } from "./wire-json";
import type { World, WorldEvent } from "./world";

/** When an unanswered webhook is tried again (ms after the try before). */
export interface WebhookTiming {
  signed_retry_ms: number[];
  push_retry_ms: number[];
  timeout_ms: number;
}

/** The documents' 1, 5, 15 s; production's growing intervals up to 10 minutes, then 5 more (research 3.4). */
export const OZON_WEBHOOK_TIMING: WebhookTiming = {
  signed_retry_ms: [1_000, 5_000, 15_000],
  push_retry_ms: [1_000, 5_000, 15_000, 60_000, 180_000, ...Array<number>(6).fill(600_000)],
  timeout_ms: 5_000,
};

const MAX_AT_ONCE = 64; // a burst of thousands of events must not open thousands of connections
const REORDER_HOLD_MS = 5_000; // an event held back goes out after the next one, or alone after this

interface Delivery {
  account: Account;
  subscription: Subscription;
  body: WebhookBody;
  attempt: number;
}

/** Rings at the sellers' webhooks, signed or as pushes, with the marketplace's retries. */
export class Webhooks {
  readonly stats = new WebhookStats();
  private timers = new Set<NodeJS.Timeout>();
  private held = new Map<string, Delivery>();
  private closed = false;
  private atOnce = 0;
  private waiting: (() => void)[] = [];

  constructor(
    world: World,
    private readonly faults: Faults,
    readonly timing: WebhookTiming,
  ) {
    world.listeners.add((event) => this.announce(event));
  }

  /** Stops every pending retry. */
  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.waiting = [];
  }

  /** Rings with any body (a made-up type, another seller's id); answers what the receiver said. */
  async ring(account: Account, body: WebhookBody): Promise<WebhookAnswer[]> {
    const enabled = account.subscriptions.filter((subscription) => subscription.enabled);
    return Promise.all(enabled.map((subscription) => this.post(account, subscription.url, writeJson(body))));
  }

  /** Sends TYPE_PING and says what is wrong with the answer in Ozon's terms, or null (research 3.1). */
  async ping(url: string): Promise<{ type: string; description: string } | null> {
    const ping = JSON.stringify({ message_type: "TYPE_PING", time: new Date().toISOString() });
    const answer = await postJson(url, ping, {}, this.timing.timeout_ms);
    if (answer.error !== null) {
      const type = answer.error === "timeout" ? "REQUEST_TIMEOUT" : "REQUEST_ERROR";
      return { type, description: answer.error };
    }
    if (answer.status >= 500) return { type: "SERVER_FAULT", description: `status ${answer.status}` };
    if (answer.status !== 200) return { type: "STATUS_CODE_NOT_OK", description: `status ${answer.status}` };
    return checkPong(answer.body);
  }

  private announce(event: WorldEvent): void {
    const { account } = event;
    if (account.subscriptions.length === 0) return;
    const body = account.dialect === "v1" ? signedBody(event) : pushBody(event);
    if (body === null) return;
    const kind = account.dialect === "v1" ? body.event_type : body.message_type;
    for (const subscription of account.subscriptions) {
      if (!subscription.enabled || !subscription.events.includes(String(kind))) continue;
      this.enqueue({ account, subscription, body, attempt: 0 });
    }
  }

  private enqueue(delivery: Delivery): void {
    const { clientId } = delivery.account;
    const { subscription } = delivery;
    this.stats.of(clientId).events += 1;
    if (this.faults.take("webhook_mute", clientId) !== null) subscription.muted = true;
    if (subscription.muted === true || this.faults.take("webhook_drop", clientId) !== null) {
      this.stats.of(clientId).dropped += 1;
      return;
    }
    const before = this.held.get(clientId);
    if (before === undefined && this.faults.take("webhook_reorder", clientId) !== null) {
      this.held.set(clientId, delivery);
      this.later(REORDER_HOLD_MS, () => this.releaseHeld(clientId));
      return;
    }
    const delay = this.faults.take("webhook_delay", clientId)?.ms ?? 0;
    this.later(delay, () => this.deliver(delivery));
    if (this.faults.take("webhook_duplicate", clientId) !== null) {
      this.later(delay, () => this.deliver({ ...delivery }));
    }
    if (before !== undefined) this.later(delay + 20, () => this.releaseHeld(clientId));
  }

  private releaseHeld(clientId: string): void {
    const delivery = this.held.get(clientId);
    this.held.delete(clientId);
    if (delivery !== undefined) void this.deliver(delivery);
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { account, subscription, body, attempt } = delivery;
    if (this.closed || !subscription.enabled) return;
    const answer = await this.post(account, subscription.url, writeJson(body));
    if (answer.status === 200 || this.closed) return;
    const retries = account.dialect === "v1" ? this.timing.signed_retry_ms : this.timing.push_retry_ms;
    const wait = retries[attempt];
    if (wait === undefined) {
      // Both dialects stop ringing at a receiver that never answers; it must be switched on again.
      subscription.enabled = false;
      this.stats.of(account.clientId).switched_off += 1;
      return;
    }
    this.later(wait, () => this.deliver({ ...delivery, attempt: attempt + 1 }));
  }

  private async post(account: Account, url: string, body: string): Promise<WebhookAnswer> {
    const headers: Record<string, string> = {};
    if (account.dialect === "v1") {
      const digest = createHmac("sha256", account.webhookSecret).update(body).digest("hex");
      headers["x-ozon-signature"] = `sha256=${digest}`;
    }
    await this.enter();
    const answer = await postJson(url, body, headers, this.timing.timeout_ms);
    this.leave();
    this.stats.note(account.clientId, answer);
    return answer;
  }

  private async enter(): Promise<void> {
    if (this.atOnce < MAX_AT_ONCE) {
      this.atOnce += 1;
      return;
    }
    // The one who leaves hands the place over, so the count stays.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.atOnce -= 1;
    else next();
  }

  private later(ms: number, run: () => void | Promise<void>): void {
    if (ms === 0) {
      void run();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void run();
    }, ms);
    this.timers.add(timer);
  }
}

function checkPong(body: string): { type: string; description: string } | null {
  if (body === "") return { type: "EMPTY_BODY", description: "empty body" };
  let pong: unknown;
  try {
    pong = JSON.parse(body);
  } catch {
    return { type: "INVALID_JSON", description: "not JSON" };
  }
  if (typeof pong !== "object" || pong === null)
    return { type: "INVALID_BODY", description: "not an object" };
  const fields = new Map(Object.entries(pong));
  const isComplete = typeof fields.get("version") === "string" && typeof fields.get("name") === "string";
  if (!isComplete) return { type: "WRONG_RESULT_FIELD", description: "version and name expected" };
  const isDated = !Number.isNaN(Date.parse(String(fields.get("time"))));
  return isDated ? null : { type: "WRONG_RESULT_TIME_FIELD", description: "time must be ISO 8601" };
}
