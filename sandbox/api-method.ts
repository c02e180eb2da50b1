import type { Faults } from "./faults";
import type { Chat } from "./model";
import type { ApiCall } from "./request-fields";
import type { WireValue } from "./wire-json";
import type { World } from "./world";

/** What a method of the Seller API works with. */
export interface Surroundings {
  world: World;
  faults: Faults;
  /** Counts a sent message against its chat's limit; throws 429 when it is too many. */
  admitMessage: (call: ApiCall, chat: Chat) => void;
  /** Counts a change of one product, or of one product in one warehouse; false when it comes too soon. */
  admitRow: (call: ApiCall, name: "price_changes" | "stock_changes", row: string) => boolean;
  /** Rings at a webhook's address with a ping; answers what was wrong, or null. */
  ping: (url: string) => Promise<{ type: string; description: string } | null>;
}

/** Bytes instead of JSON: a document. */
export class BinaryAnswer {
  constructor(
    readonly bytes: Buffer,
    readonly contentType: string,
  ) {}
}

/** One method of the Seller API: answers the body of its 200, or throws a Refusal. */
export type Method = (
  call: ApiCall,
  around: Surroundings,
) => WireValue | BinaryAnswer | Promise<WireValue | BinaryAnswer>;
