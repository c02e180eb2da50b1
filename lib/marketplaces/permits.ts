import type { MarketplaceErrorKind } from "./errors";

/** One sliding-window limit the marketplace sets: at most `requests` in any `windowSeconds`. */
export interface LimitRule {
  readonly name: string;
  readonly requests: number;
  readonly windowSeconds: number;
  /** Counted for each chat by itself (`PermitRequest.chatExternalId`); otherwise for the seller as a whole. */
  readonly isPerChat?: boolean;
}

/** What a request counts against: rule names, and the chat for rules that are per chat. */
export interface PermitRequest {
  readonly rules: readonly LimitRule[];
  readonly method: string;
  readonly chatExternalId: string | null;
}

/** Says that the request which a permit was for has ended, however it ended. Never fails. */
export type EndPermit = () => Promise<void>;
/** Waits until one request may be made within the marketplace's limits, across all our processes. */
export type TakePermit = (request: PermitRequest) => Promise<EndPermit>;
/** Tells every process that the marketplace asked for silence: all methods, or one (`method` set). */
export type ReportThrottled = (input: { method: string | null; seconds: number }) => Promise<void>;
/** One try of a request has ended: `ok`, or the kind of its MarketplaceError. Must neither wait nor fail. */
export type ReportOutcome = (input: {
  readonly method: string;
  readonly outcome: "ok" | MarketplaceErrorKind;
  readonly startedAt: Date;
  readonly ms: number;
}) => void;
