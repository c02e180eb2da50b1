/** Where a buyer's request stands. */
export const REQUEST_STATES = {
  ON_SELLER_APPROVAL: { group: "New", name: "На рассмотрении у продавца" },
  APPROVED: { group: "Approved", name: "Согласована, ждём отправки" },
  MOVING_TO_SELLER: { group: "Delivering", name: "Едет к продавцу" },
  ON_SELLER_CHECK: { group: "Checkout", name: "На проверке у продавца" },
  COMPENSATION_OFFERED: { group: "Approved", name: "Предложена частичная компенсация" },
  MONEY_RETURNED: { group: "Approved", name: "Деньги вернули покупателю" },
  PARTIAL_COMPENSATION_RETURNED: { group: "Approved", name: "Вернули часть денег" },
  DISPUTE_OPENED: { group: "Arbitration", name: "Открыт спор" },
  REJECTED: { group: "Rejected", name: "Отклонена" },
} as const;
export type RequestState = keyof typeof REQUEST_STATES;

/** Their names as a list: object keys are texts to the compiler, and these are all of them. */
export const REQUEST_STATE_NAMES = Object.keys(REQUEST_STATES) as [RequestState, ...RequestState[]];
