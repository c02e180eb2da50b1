import type { Cursor, UnreadableItem } from "./cursor";

/** One page of a list that is taken in. */
export interface PortPage<Item> {
  readonly items: readonly Item[];
  /** Null: this was the last page. */
  readonly cursor: Cursor | null;
  /** How many there are in all, where the marketplace tells. */
  readonly total: number | null;
  readonly unreadable: readonly UnreadableItem[];
}

/** What became of one item of a request that changes something. */
export interface ItemOutcome {
  /** As the request named it: a posting number, an article, ... */
  readonly subject: string;
  /** later: refused for now (too often); it may be asked for again in a while. */
  readonly outcome: "accepted" | "refused" | "later";
  /** Refused: the marketplace's own code and words. */
  readonly theirCode: string | null;
  readonly theirText: string | null;
  /** Accepted for later: the marketplace's name for that work. */
  readonly taskId: string | null;
}

/** How far work is that a marketplace does by itself. */
export interface TaskState {
  readonly subject: string;
  readonly state: "pending" | "done" | "failed";
  readonly theirText: string | null;
}

/** A document that a marketplace makes. */
export interface MadeFile {
  readonly state: "pending" | "ready" | "failed";
  /** Set when ready. */
  readonly bytes: Uint8Array | null;
  readonly mimeType: string | null;
  readonly theirText: string | null;
}
