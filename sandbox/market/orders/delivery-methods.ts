import type { Scheme } from "../../model";

/** Who carries it and how. */
export interface Delivery {
  methodId: string;
  name: string;
  carrierId: number;
  carrier: string;
}

/** The methods of one warehouse: Ozon's for FBS, the seller's own couriers and the post for rFBS. */
export function deliveriesOf(warehouse: { id: string; name: string }, scheme: Scheme): Delivery[] {
  const method = (place: number, name: string, carrierId: number, carrier: string): Delivery => ({
    methodId: (BigInt(warehouse.id) + 1_000_000_000_000n + BigInt(place)).toString(),
    name: `${name}, ${warehouse.name}`,
    carrierId,
    carrier,
  });
  if (scheme === "rfbs")
    return [method(3, "Курьер продавца", 3, "Свой курьер"), method(4, "Почта России", 52, "Почта России")];
  return [
    method(1, "Доставка Ozon самостоятельно", 24, "Доставка Ozon"),
    method(2, "Доставка Ozon курьеру", 24, "Доставка Ozon"),
  ];
}
