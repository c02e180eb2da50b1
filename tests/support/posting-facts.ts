import type { PostingFacts } from "@/lib/marketplaces/order-port";

/** A posting on its way, as an adapter tells of it; `told` says what is different. */
export function makePostingFacts(told: Partial<PostingFacts> & { orderNumber: string }): PostingFacts {
  return {
    postingNumber: `${told.orderNumber}-1`,
    status: "delivering",
    substatus: null,
    state: "delivering",
    stage: "shipped",
    isOpen: true,
    buyerName: null,
    buyerKey: null,
    timeZone: null,
    products: [],
    trackingNumber: null,
    orderedAt: null,
    shipBy: null,
    deliverFrom: null,
    deliverBy: null,
    deliveredAt: null,
    scheme: "fbs",
    orderId: null,
    warehouseId: null,
    warehouseName: null,
    carrier: null,
    deliveryMethod: null,
    city: null,
    region: null,
    money: [],
    acts: [],
    cancelReason: null,
    cancelledBy: null,
    handedOverAt: null,
    ...told,
  };
}
