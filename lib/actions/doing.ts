import type { Marketplace } from "../marketplaces/ports";
import type { ActionHandler } from "./handler";
import type { ActionRow } from "./model";

/** What is done to an action's items, by whom, over which connection. */
export interface Doing {
  readonly action: ActionRow;
  readonly handler: ActionHandler;
  /** Connects; `beforeRequest` runs when the permit is there and the request is about to leave. */
  readonly connect: (beforeRequest?: () => Promise<void>) => Promise<Marketplace>;
}
