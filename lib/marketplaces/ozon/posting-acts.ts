import type { PostingAct, PostingState } from "../order-port";
import type { Posting } from "./posting-schemas";

const ASSEMBLE = ["ship", "ship_async", "ship_async_retry"];
const HAND_OVER = ["awaiting_delivery"];
const LABEL = ["label_download", "label_download_big", "label_download_small"];

/**
 * What the seller may do with a posting of their own warehouses, from its state and from Ozon's `available_actions`. Those
 * are incomplete in some answers, so an action that the state allows is offered without them; cancelling is offered only
 * where nothing speaks against it. Ozon itself has the last word.
 */
export function actsOf({ status, available_actions }: Posting, state: PostingState): PostingAct[] {
  const word = status.toLowerCase();
  const told = new Set((available_actions ?? []).filter((one) => typeof one === "string"));
  const tells = (words: readonly string[]) => words.some((one) => told.has(one));
  // Being assembled already: a second request would be refused.
  const isUnderWay = told.has("ship_async_in_process");
  const acts: Record<PostingAct, boolean> = {
    assemble: !isUnderWay && (word === "awaiting_packaging" || tells(ASSEMBLE)),
    hand_over: word === "awaiting_deliver" || tells(HAND_OVER),
    cancel: told.has("cancel") || (told.size === 0 && (state === "awaiting" || state === "packing")),
    label: word === "awaiting_deliver" || tells(LABEL),
    start_chat: told.has("can_create_chat"),
  };
  return ORDER.filter((act) => acts[act]);
}

const ORDER: readonly PostingAct[] = ["assemble", "hand_over", "label", "cancel", "start_chat"];
