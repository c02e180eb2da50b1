import type { ChatType, UserType } from "../model";

/** One of Ozon's own channels as a production list is full of. */
export interface Channel {
  type: ChatType;
  userType: UserType;
  texts: string[];
}

export const OZON_CHANNELS: Channel[] = [
  {
    type: "Seller_Support",
    userType: "Support",
    texts: [
      "Здравствуйте! Обращение № 48213377 по возмещению принято в работу, ответим в течение 3 дней.",
      "По обращению № 48213377 принято положительное решение, возмещение придёт в ближайшем отчёте.",
    ],
  },
  {
    type: "Seller_Notification",
    userType: "NotificationUser",
    texts: [
      "**Распродажа начинается в понедельник.** Проверьте остатки и цены, чтобы товары попали в подборку.",
      "У 3 товаров снизился индекс цен. [Посмотреть](https://seller.ozon.ru/app/prices/control)",
    ],
  },
  {
    type: "Seller_API_Updates",
    userType: "NotificationUser",
    texts: ["Обновление Seller API: в ответах появились заголовки с остатком лимита запросов."],
  },
  {
    type: "Seller_API_Notifications",
    userType: "ChatBot",
    texts: ["Срок действия одного из ваших API-ключей истекает через 30 дней."],
  },
  {
    type: "Seller_Notification_Logistics",
    userType: "NotificationUser",
    texts: ["Поставка 2000021455 принята на складе ХОРУГВИНО. Расхождений нет."],
  },
  {
    type: "Seller_Personal_Manager_Unity_Crm",
    userType: "Crm",
    texts: ["Добрый день! Я ваш персональный менеджер. Готовы обсудить участие в акции «Чёрная пятница»?"],
  },
  {
    type: "Unspecified",
    userType: "NotificationUser",
    texts: ["Вебинар «Как отвечать покупателям быстрее» — в четверг в 12:00 по Москве.", ""],
  },
];
