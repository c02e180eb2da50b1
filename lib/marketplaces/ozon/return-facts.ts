import type { ReturnFacts } from "../return-port";
import { foldWord, type NoteUnknown } from "./map";
import { toRejections, toReturnActs } from "./return-acts";
import type { ListedRequest, Parcel, WholeRequest } from "./return-schemas";
import { isReturnOpen, toReturnState } from "./return-states";

/** Goods on their way back. Nothing is decided about them by API. */
export function toParcelFacts(item: Parcel, note: NoteUnknown): ReturnFacts {
  const status = item.visual?.status;
  const state = toReturnState([status?.sys_name ?? ""], note);
  const { product, logistic, visual } = item;
  return {
    kind: "parcel",
    externalId: item.id,
    number: logistic?.barcode ?? null,
    scheme: foldWord(item.schema) === "FBO" ? "fbo" : "fbs",
    postingNumber: item.posting_number,
    orderNumber: item.order_number,
    buyerName: null,
    state,
    isOpen: isReturnOpen("parcel", state),
    status: status?.sys_name ?? "",
    statusName: status?.display_name ?? null,
    moneyState: null,
    type: item.type,
    reason: item.return_reason_name,
    comment: null,
    offerId: product?.offer_id ?? null,
    sku: product?.sku ?? null,
    productName: product?.name ?? null,
    quantity: Math.max(1, product?.quantity ?? 1),
    price: product?.price.amount ?? null,
    currency: product?.price.currency ?? null,
    place: item.place?.name ?? null,
    targetPlace: item.target_place?.name ?? null,
    compensation: item.compensation_status?.status?.display_name ?? null,
    photos: [],
    acts: [],
    rejections: [],
    createdAt: logistic?.return_date ?? logistic?.technical_return_moment ?? visual?.change_moment ?? null,
    changedAt: visual?.change_moment ?? null,
  };
}

type Request = Omit<ListedRequest, "return_id">;

/** A buyer's request as the list shows it: what may be done with it is not told. */
export function toListedRequest(item: ListedRequest, note: NoteUnknown): ReturnFacts {
  return { ...requestFacts(item.return_id, item, note), acts: null, rejections: null };
}

/** A request in full. */
export function toWholeRequest(externalId: string, item: WholeRequest, note: NoteUnknown): ReturnFacts {
  const photos = (item.client_photo ?? []).filter((address) => typeof address === "string");
  return {
    ...requestFacts(externalId, item, note),
    reason: item.return_reason?.name ?? null,
    type: item.client_return_method_type?.name ?? null,
    comment: item.comment,
    place: item.return_method_description,
    photos: photos.filter((address) => /^https?:\/\//.test(address)).slice(0, MOST_PHOTOS),
    acts: toReturnActs(item.available_actions ?? []),
    rejections: toRejections(item.rejection_reason ?? []),
  };
}

const MOST_PHOTOS = 20;

function requestFacts(externalId: string, item: Request, note: NoteUnknown) {
  const words = [item.state?.state ?? "", item.state?.group_state ?? ""];
  const state = toReturnState(words, note);
  const { product } = item;
  return {
    kind: "request",
    externalId,
    number: item.return_number,
    scheme: "rfbs",
    postingNumber: item.posting_number,
    orderNumber: item.order_number,
    buyerName: item.client_name,
    state,
    isOpen: isReturnOpen("request", state),
    status: words.find((word) => word !== "") ?? "",
    statusName: item.state?.state_name ?? null,
    moneyState: item.state?.money_return_state_name ?? null,
    type: null,
    reason: null,
    comment: null,
    offerId: product?.offer_id ?? null,
    sku: product?.sku ?? null,
    productName: product?.name ?? null,
    quantity: 1,
    price: product?.price.amount ?? null,
    currency: product?.currency_code ?? product?.price.currency ?? null,
    place: null,
    targetPlace: null,
    compensation: null,
    photos: [],
    createdAt: item.created_at,
    changedAt: null,
  } as const;
}
