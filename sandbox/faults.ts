import type { ApiCall } from "./request-fields";
import type { World } from "./world";

export const FAULT_KINDS = [
  // on the way of a request
  "delay",
  "delay_after",
  "status",
  "drop_before",
  "drop_after",
  "malformed_json",
  "html",
  "truncate",
  "missing_field",
  "circle_open",
  // in what a method answers
  "cursor_refused",
  "cursor_repeated",
  "repeat",
  "ship_failed", // assembling is answered 200 and comes to nothing
  "document_pending", // a label or act is not drawn yet (`calls` says how often)
  // in how a message comes to be
  "history_lag",
  "late",
  "same_timestamp",
  // in webhooks
  "webhook_drop",
  "webhook_duplicate",
  "webhook_delay",
  "webhook_reorder",
  "webhook_mute", // the subscription goes silent, though it still counts as enabled, until it is made anew
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault as it is switched on over the control API. */
export interface FaultSpec {
  kind: FaultKind;
  /** Only this account; every account without it. */
  client_id?: string;
  /** Only paths that match, `*` for anything: "/v1/chat/send/*". */
  path?: string;
  /** How often it strikes; for good without it. */
  times?: number;
  /** The first so many matches pass unharmed. */
  skip?: number;
  /** 0 to 1, thrown with the seeded dice; always without it. */
  probability?: number;
  /** delay, delay_after, late, history_lag, webhook_delay: how long. */
  ms?: number;
  /** status: which (default 500), with what body (JSON value or text) and headers. */
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** missing_field: the name that is taken out everywhere in the answer. */
  field?: string;
  /** history_lag: hidden from so many looks at the history. */
  calls?: number;
  /** repeat: how many items of the page before come again (default 2). */
  overlap?: number;
  /** late: whether the message keeps the id of its creation or gets one when it appears (default). */
  id_order?: "created" | "visible";
  /** late: how much older its created_at is than the moment it appears, beyond `ms` (default 0). */
  older_ms?: number;
}

/** A fault that is switched on, and how often it has struck. */
export interface ActiveFault extends FaultSpec {
  id: number;
  struck: number;
}

/** Decides which faults strike: per account, path, count and dice. */
export class Faults {
  private active: ActiveFault[] = [];
  private nextId = 1;

  constructor(private readonly world: World) {
    world.listeners.add((event) => {
      if (event.kind !== "message") return;
      const lag = this.take("history_lag", event.account.clientId);
      if (lag === null) return;
      const untilMs = lag.ms === undefined ? 0 : Date.now() + lag.ms;
      event.chat.lag.push({
        id: event.message.id,
        untilMs,
        calls: lag.calls ?? (lag.ms === undefined ? 1 : 0),
      });
    });
  }

  /** Switches a fault on and answers its id. */
  set(spec: FaultSpec): number {
    const fault: ActiveFault = { ...spec, id: this.nextId, struck: 0 };
    this.nextId += 1;
    this.active.push(fault);
    return fault.id;
  }

  list(): ActiveFault[] {
    return [...this.active];
  }

  /** Switches off one fault, one account's, or all. */
  clear(which: { id?: number; client_id?: string } = {}): void {
    this.active = this.active.filter(
      (fault) =>
        (which.id !== undefined && fault.id !== which.id) ||
        (which.client_id !== undefined && fault.client_id !== which.client_id),
    );
  }

  /** The fault of this kind that strikes now, or null; a strike is counted. */
  take(kind: FaultKind, clientId: string, path = ""): ActiveFault | null {
    if (this.active.length === 0) return null;
    for (const fault of this.active) {
      if (fault.kind !== kind || !this.matches(fault, clientId, path)) continue;
      if (fault.skip !== undefined && fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      if (fault.probability !== undefined && this.world.random() >= fault.probability) continue;
      fault.struck += 1;
      if (fault.times !== undefined && fault.struck >= fault.times) this.clear({ id: fault.id });
      return fault;
    }
    return null;
  }

  /** How many items of the page before a list or history repeats: 0 without the fault. */
  overlapOf(call: ApiCall): number {
    const fault = this.take("repeat", call.account.clientId, call.path);
    return fault === null ? 0 : (fault.overlap ?? 2);
  }

  /** True when the list refuses a cursor that it gave itself. */
  refusesCursor(call: ApiCall): boolean {
    return this.take("cursor_refused", call.account.clientId, call.path) !== null;
  }

  /** True when the list gives back the cursor it was asked with. */
  repeatsCursor(call: ApiCall): boolean {
    return this.take("cursor_repeated", call.account.clientId, call.path) !== null;
  }

  private matches(fault: ActiveFault, clientId: string, path: string): boolean {
    if (fault.client_id !== undefined && fault.client_id !== clientId) return false;
    return fault.path === undefined || path === "" || globMatches(fault.path, path);
  }
}

function globMatches(glob: string, path: string): boolean {
  if (!glob.includes("*")) return glob === path;
  const escaped = glob.split("*").map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(path);
}
