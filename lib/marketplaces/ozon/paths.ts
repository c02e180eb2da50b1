/** Which of Ozon's two chat APIs an account speaks: `v1` the documents', `v3` production. */
export type Dialect = "v1" | "v3";

/** Every path the chat connector calls. Ozon replaces methods several times a year: change them here. */
export const paths = {
  roles: "/v1/roles", // production only
  sellerInfo: "/v1/seller/info", // production only
  ratingHistory: "/v1/rating/history", // production only
  sendText: "/v1/chat/send/message", // both, with different answers
  sendFile: "/v1/chat/send/file", // both: a form in v1, JSON in v3
  chatFile: "/v1/chat/file", // not a method: how downloads are counted and named
  v1: { list: "/v1/chat/list", history: "/v1/chat/history", updates: "/v1/chat/updates" },
  v3: { list: "/v3/chat/list", history: "/v3/chat/history", markRead: "/v2/chat/read" },
  webhookSubscribe: "/v1/webhook/subscribe", // documents only
  notification: {
    // production only, beta since April 2026
    list: "/v1/notification/list",
    types: "/v1/notification/push-type/list",
    set: "/v1/notification/set",
    update: "/v1/notification/update",
    enable: "/v1/notification/enable",
    delete: "/v1/notification/delete",
    check: "/v1/notification/check",
  },
  postings: "/v4/posting/fbs/list",
  oldPostings: "/v3/posting/fbs/list", // announced off for 31 August 2026
  posting: "/v3/posting/fbs/get",
  fboPostings: "/v3/posting/fbo/list",
  oldFboPostings: "/v2/posting/fbo/list", // announced off for 31 August 2026
  fboPosting: "/v2/posting/fbo/get",
  assemblePosting: "/v4/posting/fbs/ship",
  awaitingDelivery: "/v2/posting/fbs/awaiting-delivery",
  cancelPosting: "/v2/posting/fbs/cancel",
  cancelReasonsOfPosting: "/v1/posting/fbs/cancel-reason",
  cancelReasons: "/v2/posting/fbs/cancel-reason/list",
  labels: {
    v3: { create: "/v3/posting/fbs/package-label/create", get: "/v3/posting/fbs/package-label/get" },
    v2: { create: "/v2/posting/fbs/package-label/create", get: "/v1/posting/fbs/package-label/get" },
    atOnce: "/v2/posting/fbs/package-label",
  },
  orderDocument: "/order-documents", // not a method: how downloads are counted and named
  createCarriage: "/v1/carriage/create",
  approveCarriage: "/v1/carriage/approve",
  act: {
    create: "/v2/posting/fbs/act/create", // announced off for 7 September 2026
    state: "/v2/posting/fbs/act/check-status",
    pdf: "/v2/posting/fbs/act/get-pdf",
  },
  stocks: {
    byScheme: "/v4/product/info/stocks",
    placed: "/v1/analytics/stocks",
    placedBefore: "/v2/analytics/stock_on_warehouses",
    own: "/v2/product/info/stocks-by-warehouse/fbs",
    ownBefore: "/v1/product/info/stocks-by-warehouse/fbs",
    set: "/v2/products/stocks",
  },
  warehouses: "/v2/warehouse/list",
  warehousesBefore: "/v1/warehouse/list", // POST: a GET never existed, whatever the documents say
  returns: {
    parcels: "/v1/returns/list",
    requests: "/v2/returns/rfbs/list",
    request: "/v2/returns/rfbs/get",
    act: "/v1/returns/rfbs/action/set",
    // A method of its own for each act, announced off for August 2026.
    older: {
      accept: "/v2/returns/rfbs/verify",
      receive: "/v2/returns/rfbs/receive-return",
      reject: "/v2/returns/rfbs/reject",
      compensate: "/v2/returns/rfbs/compensate",
      refund: "/v2/returns/rfbs/return-money",
    },
  },
  money: {
    byDay: "/v1/finance/accrual/by-day",
    types: "/v1/finance/accrual/types",
    transactions: "/v3/finance/transaction/list", // announced off for September 2026
  },
} as const;
