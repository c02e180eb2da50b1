import type { MoneyKind } from "../money-port";

/**
 * What a charge is for, by its words: Ozon's own names (`MarketplaceServiceItemDirectFlowLogistic`), and the Russian
 * ones beside them. The first that fits: storing a return is storage, goods lost on the way are a compensation.
 */
const RULES: ReadonlyArray<readonly [MoneyKind, RegExp]> = [
  ["other", /setoff|correctionseller|взаимозач|инвентаризац/],
  ["service", /withholding|penalt|flexiblepayment|удержан|штраф|график выплат/],
  [
    "payout",
    /payout|payment ?to ?seller|moneytransfer|выплат|вывод средств|перечисление (денежных )?средств/,
  ],
  ["compensation", /compensat|компенсац|defective|lackwriteoff|operationclaim|претензи|утерян|поврежд/],
  // Cross-docking, for all that its name speaks of advertising.
  ["delivery", /supplierlogistic/],
  [
    "advertising",
    /marketingaction|promot|advert|stencil|brandshelf|starsmembership|cashback|reviews|perclick|topplacement|продвиж|реклам|трафарет|брендов|звёздн|звездн|отзыв|бонус|оплата за клик|вывод в топ/,
  ],
  ["storage", /storage|хранени|размещени/],
  ["commission", /salecommission|комисси[яи] за продаж|вознаграждени/],
  [
    "delivery",
    /deliv|logistic|flow|drop-?off|lastmile|shipment|cross-?dock|pick-?up|return|fulfillment|доставк|логистик|магистрал|последн(яя|ей) мил|возврат|невыкуп|отмен|обработк|сборк|отправлен|кросс-докинг/,
  ],
];

/** The kind that these words of one charge come to; a charge nobody knows is a service. */
export function kindByWords(...words: ReadonlyArray<string | null>): MoneyKind {
  const text = words.map((word) => (word ?? "").toLowerCase()).join(" ");
  return RULES.find(([, pattern]) => pattern.test(text))?.[0] ?? "service";
}

/** Numbers of accrual types seen in production, for when the marketplace does not name them. */
const KNOWN_TYPES: ReadonlyMap<string, MoneyKind> = new Map([
  ...["2", "12", "28", "29", "30", "32", "39", "45", "46", "59", "63", "64", "73", "305"].map(
    (id) => [id, "delivery"] as const,
  ),
  ...["41", "54", "101", "103", "104", "105"].map((id) => [id, "advertising"] as const),
  ["69", "commission"],
  ["74", "storage"],
]);

/** What an accrual type is called: Ozon's own name and the Russian description. */
export interface AccrualType {
  readonly name: string | null;
  readonly description: string | null;
}

export function kindOfAccrual(typeId: string, type: AccrualType | undefined): MoneyKind {
  if (type !== undefined && (type.name ?? type.description) !== null)
    return kindByWords(type.name, type.description);
  return KNOWN_TYPES.get(typeId) ?? "service";
}
