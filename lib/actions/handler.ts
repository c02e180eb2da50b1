import type { ItemOutcome } from "../marketplaces/port-page";
import type { Marketplace } from "../marketplaces/ports";
import type { ActionKind, Facts } from "../wire/actions";

/** One item of an action as its handler gets it. */
export interface WorkItem {
  readonly position: number;
  readonly subject: string;
  readonly before: Facts;
  readonly wanted: Facts;
  /** What is sent, where flat facts do not hold it; the handler's own shape, to be parsed. */
  readonly payload: unknown;
  readonly taskId: string | null;
}

export interface ActionWork {
  readonly sellerId: string;
  readonly marketplace: Marketplace;
  /** What is the same for all items. */
  readonly terms: Facts;
  readonly items: readonly WorkItem[];
}

/** What the marketplace shows of an item after it was sent. */
export interface ItemSight {
  readonly position: number;
  /** done: as wanted; pending: not yet, look again; not_done: it is not so, and will not be by itself. */
  readonly verdict: "done" | "pending" | "not_done";
  readonly seen: Facts | null;
  /** The marketplace's own words for why not. */
  readonly theirText: string | null;
}

/**
 * How one kind of action is carried out. Registered in `workers/action-handlers.ts`. Both verbs throw MarketplaceError for
 * the request as a whole; the engine (lib/actions/run-action.ts) then decides by kind and effect.
 */
export interface ActionHandler {
  readonly kind: ActionKind;
  /** At most so many items in one `send`. */
  readonly batch: number;
  /** Sending an item a second time changes nothing more (a price, a stock): it may be repeated when its fate is not known. */
  readonly isAbsolute: boolean;
  /** Sends once; an outcome for each item, by its subject. */
  send(work: ActionWork): Promise<readonly ItemOutcome[]>;
  /** Reads the things back and stores what is seen (rows of its own noun, in a transaction of its own). */
  look(work: ActionWork): Promise<readonly ItemSight[]>;
}
