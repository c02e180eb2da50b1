/** Kinds of fees with the newer generation's number and name, and the older one's name of the service. */
export const FEES = {
  sale_commission: { id: 1, name: "Вознаграждение за продажу", service: "" },
  logistics: { id: 13, name: "Логистика", service: "MarketplaceServiceItemDirectFlowLogistic" },
  dropoff: { id: 14, name: "Обработка отправления", service: "MarketplaceServiceItemDropoffPVZ" },
  last_mile: { id: 15, name: "Доставка до места выдачи", service: "MarketplaceServiceItemDelivToCustomer" },
  return_logistics: {
    id: 21,
    name: "Обратная логистика",
    service: "MarketplaceServiceItemReturnFlowLogistic",
  },
  acquiring: { id: 32, name: "Эквайринг", service: "MarketplaceRedistributionOfAcquiringOperation" },
  promotion: { id: 41, name: "Продвижение в поиске", service: "MarketplaceMarketingActionCostItem" },
  storage: {
    id: 51,
    name: "Размещение товаров на складах Ozon",
    service: "OperationMarketplaceServiceStorage",
  },
  subscription: { id: 61, name: "Подписка Premium Plus", service: "" },
  compensation: { id: 71, name: "Компенсация за утерянный товар", service: "" },
  sale: { id: 2, name: "Выручка", service: "" },
} as const;
export type Fee = keyof typeof FEES;
