/** Why orders are cancelled, with the numbers that Ozon's documents quote. */
export interface CancelReason {
  readonly id: number;
  readonly title: string;
  readonly by: "buyer" | "seller";
  /** Whether a seller may give it. */
  readonly isOffered: boolean;
}

export const CANCEL_REASONS: readonly CancelReason[] = [
  { id: 352, title: "Товар закончился на складе продавца", by: "seller", isOffered: true },
  { id: 400, title: "Остался только бракованный товар", by: "seller", isOffered: true },
  { id: 401, title: "Отмена из арбитража", by: "seller", isOffered: false },
  { id: 402, title: "Другая причина", by: "seller", isOffered: true },
  { id: 665, title: "Покупатель не забрал заказ", by: "seller", isOffered: false },
  {
    id: 666,
    title: "Возврат из службы доставки: нет доставки в указанный регион",
    by: "seller",
    isOffered: true,
  },
  { id: 667, title: "Заказ утерян службой доставки", by: "seller", isOffered: false },
  { id: 505, title: "Покупатель не забрал заказ в пункте выдачи", by: "buyer", isOffered: false },
  { id: 506, title: "Покупатель нашёл дешевле", by: "buyer", isOffered: false },
  { id: 507, title: "Покупатель передумал", by: "buyer", isOffered: false },
  { id: 684, title: "Отправление повреждено при доставке", by: "buyer", isOffered: false },
];

/** The reason of a number; a number of no list is told as it is. */
export function reasonOf(id: number): CancelReason {
  const known = CANCEL_REASONS.find((reason) => reason.id === id);
  return known ?? { id, title: "Покупатель отменил заказ", by: "buyer", isOffered: false };
}
