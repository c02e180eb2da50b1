import type { Cursor } from "./cursor";
import type { ItemOutcome, PortPage } from "./port-page";

export type ReturnState =
  | "asked"
  | "approved"
  | "on_way"
  | "at_pickup"
  | "received"
  | "disputed"
  | "rejected"
  | "refunded"
  | "compensated"
  | "disposed"
  | "unknown";

/** Something that may be done with a return; `needs`: text | amount | reason. `means`: what it comes to, in our words. */
export interface ReturnAct {
  readonly id: string;
  readonly name: string;
  readonly needs: readonly ("text" | "amount" | "reason")[];
  readonly means: "accept" | "reject" | "compensate" | "refund" | "receive" | "other";
}

/** Null: not told. Money is decimal text. */
export interface ReturnFacts {
  readonly kind: "parcel" | "request";
  readonly externalId: string;
  readonly number: string | null;
  readonly scheme: "fbs" | "rfbs" | "fbo";
  readonly postingNumber: string | null;
  readonly orderNumber: string | null;
  readonly buyerName: string | null;
  readonly state: ReturnState;
  readonly isOpen: boolean;
  readonly status: string;
  readonly statusName: string | null;
  readonly moneyState: string | null;
  readonly type: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly offerId: string | null;
  readonly sku: string | null;
  readonly productName: string | null;
  readonly quantity: number;
  readonly price: string | null;
  readonly currency: string | null;
  readonly place: string | null;
  readonly targetPlace: string | null;
  readonly compensation: string | null;
  readonly photos: readonly string[];
  /** Null: a list does not tell; ask for the one. */
  readonly acts: readonly ReturnAct[] | null;
  readonly rejections:
    | readonly { readonly id: string; readonly name: string; readonly needsText: boolean }[]
    | null;
  readonly createdAt: Date | null;
  readonly changedAt: Date | null;
}

export interface ReturnPort {
  /** Goods on their way back (FBO, FBS) whose state changed in a time. */
  listParcels(input: { since: Date; to: Date; cursor: Cursor | null }): Promise<PortPage<ReturnFacts>>;
  /** Buyers' requests (rFBS) made in a time. */
  listRequests(input: { since: Date; to: Date; cursor: Cursor | null }): Promise<PortPage<ReturnFacts>>;
  /** One request with what may be done with it; null: there is none. */
  findRequest(externalId: string): Promise<ReturnFacts | null>;
  /** Sent once. `means`: as the act was shown, for marketplaces with a method of its own for each. */
  decide(input: {
    externalId: string;
    actId: string;
    means: ReturnAct["means"];
    text: string | null;
    amount: string | null;
    rejectionId: string | null;
  }): Promise<ItemOutcome>;
}
