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
  posting: "/v3/posting/fbs/get",
  products: "/v3/product/info/list", // production only
  categories: "/v1/description-category/tree", // production only
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
} as const;
