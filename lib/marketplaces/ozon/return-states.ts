import type { ReturnState } from "../return-port";
import { foldWord, type NoteUnknown } from "./map";

/** Ozon's words for a return's state (`visual.status.sys_name` of parcels, `state` and `group_state` of requests). */
const STATES: Readonly<Record<ReturnState, readonly string[]>> = {
  asked: [
    "New",
    "Created",
    "OnApproval",
    "OnSellerApproval",
    "OnSellerClarification",
    "OnSellerClarificationAfterPartialCompensation",
    "OfferedPartialCompensation",
    "CompensationOffered",
  ],
  approved: [
    "Approved",
    "ApprovedByOzon",
    "ApprovedBySeller",
    "ReturnMoneyApproved",
    "PartialCompensationInProcess",
    "WaitingShipment",
  ],
  on_way: [
    "MovingToSeller",
    "MovingToOzon",
    "ReturningToSellerByCourier",
    "ReturningByCourier",
    "Delivering",
    "InTransit",
  ],
  at_pickup: ["ArrivedAtReturnPlace"],
  received: [
    "ReceivedBySeller",
    "Received",
    "ReturnedToOzon",
    "Checkout",
    "OnCheckout",
    "OnCheck",
    "OnSellerCheck",
  ],
  disputed: [
    "DisputeOpened",
    "DisputeYouOpened",
    "DisputeOpening",
    "Arbitration",
    "SendingError",
    "WaitingCompensation",
  ],
  rejected: [
    "Rejected",
    "RejectedBySeller",
    "CrmRejected",
    "Cancelled",
    "Canceled",
    "CancelledDisputeNotOpen",
    "CompensationRejected",
    "CompensationRejectedBySla",
    "CompensationRejectedBySeller",
  ],
  refunded: ["MoneyReturned", "MoneyReturnedBySystem"],
  compensated: ["PartialCompensationReturned", "ReturnCompensated", "Compensated"],
  disposed: ["Utilizing", "Utilized"],
  unknown: [],
};

const byWord = new Map<string, ReturnState>(
  // The table's own keys.
  (Object.keys(STATES) as ReturnState[]).flatMap((state) =>
    STATES[state].map((word) => [fold(word), state] as const),
  ),
);

/** `ON_APPROVAL`, `OnApproval` and `on-approval` are one word. */
function fold(word: string): string {
  return foldWord(word).replaceAll("_", "");
}

/** The state by the first of these words that is known here; what is not is noted. */
export function toReturnState(words: readonly string[], note: NoteUnknown): ReturnState {
  const told = words.filter((word) => word.trim() !== "");
  for (const word of told) {
    const state = byWord.get(fold(word));
    if (state !== undefined) return state;
  }
  if (told[0] !== undefined) note("ozon.return_state", told[0]);
  return "unknown";
}

const OVER: ReadonlySet<ReturnState> = new Set(["rejected", "refunded", "compensated", "disposed"]);

/** Whether something is still to come. Goods that arrived end a parcel; a request waits then for its money. */
export function isReturnOpen(kind: "parcel" | "request", state: ReturnState): boolean {
  return !OVER.has(state) && !(kind === "parcel" && state === "received");
}
