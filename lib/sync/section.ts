import type { Tx } from "../db/transaction";
import type { Marketplace } from "../marketplaces/ports";
import type { SectionName } from "../wire/sections";

/** JSON of a section's own shape; the engine stores it and never looks inside. */
export type SectionCursor = { readonly [key: string]: unknown };

export interface StepInput {
  readonly sellerId: string;
  readonly marketplace: Marketplace;
  /** Null: the pass begins. */
  readonly cursor: SectionCursor | null;
  /** What earlier passes left. */
  readonly memory: SectionCursor;
  /** Of this pass: rows that it does not touch are gone at the marketplace (a new uuid for each pass). */
  readonly passId: string;
  readonly passStartedAt: Date;
  /** Everything up to this moment is taken in; null: never yet. */
  readonly freshAt: Date | null;
}

/** What one request (or a few) brought, and how it is kept. */
export interface SectionStep {
  /** Writes the rows, in the transaction that also moves the cursor. May append events. */
  store(tx: Tx): Promise<void>;
  /** Null: the pass is over. */
  readonly cursor: SectionCursor | null;
  /** Things of this step, for the progress. */
  readonly count: number;
  readonly total: number | null;
  /** Kept for later passes; absent: as it was. */
  readonly memory?: SectionCursor;
  /** With the last step: up to when everything is now here; absent: the beginning of the pass. */
  readonly freshAt?: Date;
}

/**
 * How one section is taken in. Registered in `workers/section-readers.ts`. A step that is repeated after a death must
 * change nothing more. Throws MarketplaceError; the engine (lib/sync/run-section.ts) decides what follows.
 */
export interface SectionReader {
  readonly section: SectionName;
  /** From the end of one pass to the beginning of the next. */
  readonly everySeconds: number;
  /** Its first pass waits for this one's: it asks by what that one brings. */
  readonly after?: SectionName;
  isOffered(marketplace: Marketplace): boolean;
  step(input: StepInput): Promise<SectionStep>;
}
