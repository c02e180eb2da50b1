import type { MarketSeed, MarketWarehouse, StockScheme } from "./market-model";

// As the marketplace's cabinet and its reports spell them.
const PLACES: readonly (readonly [name: string, city: string, cluster: string])[] = [
  ["ХОРУГВИНО_РФЦ", "Хоругвино", "Москва, МО и Дальние регионы"],
  ["САНКТ_ПЕТЕРБУРГ_РФЦ", "Санкт-Петербург", "Санкт-Петербург и СЗО"],
  ["НОГИНСК_РФЦ", "Ногинск", "Москва, МО и Дальние регионы"],
  ["ЕКАТЕРИНБУРГ_РФЦ_НОВЫЙ", "Екатеринбург", "Урал"],
  ["КАЗАНЬ_РФЦ_НОВЫЙ", "Казань", "Казань"],
  ["НОВОСИБИРСК_РФЦ_НОВЫЙ", "Новосибирск", "Сибирь"],
  ["МИНСК_МПСЦ", "Минск", "Беларусь"],
  ["ЕРЕВАН_МРФЦ", "Ереван", "Армения"],
  ["СПБ_БУГРЫ_РФЦ", "Бугры", "Санкт-Петербург и СЗО"],
  ["СПБ_КОЛПИНО_РФЦ", "Колпино", "Санкт-Петербург и СЗО"],
  ["ДОМОДЕДОВО_РФЦ", "Домодедово", "Москва, МО и Дальние регионы"],
  ["ПУШКИНО_1_РФЦ", "Пушкино", "Москва, МО и Дальние регионы"],
  ["ПУШКИНО_2_РФЦ", "Пушкино", "Москва, МО и Дальние регионы"],
  ["ЖУКОВСКИЙ_РФЦ", "Жуковский", "Москва, МО и Дальние регионы"],
  ["ПЕТРОВСКОЕ_РФЦ", "Петровское", "Москва, МО и Дальние регионы"],
  ["СОФЬИНО_РФЦ", "Софьино", "Москва, МО и Дальние регионы"],
  ["ТВЕРЬ_РФЦ", "Тверь", "Тверь"],
  ["ЯРОСЛАВЛЬ_РФЦ", "Ярославль", "Ярославль"],
  ["САМАРА_РФЦ", "Самара", "Самара"],
  ["САРАТОВ_РФЦ", "Саратов", "Саратов"],
  ["ВОРОНЕЖ_МРФЦ", "Воронеж", "Воронеж"],
  ["РОСТОВ_НА_ДОНУ_РФЦ", "Ростов-на-Дону", "Ростов"],
  ["АДЫГЕЙСК_РФЦ", "Адыгейск", "Краснодар"],
  ["ТЮМЕНЬ_РФЦ", "Тюмень", "Тюмень"],
  ["УФА_РФЦ", "Уфа", "Уфа"],
  ["ОМСК_РФЦ", "Омск", "Омск"],
  ["КРАСНОЯРСК_МРФЦ", "Красноярск", "Красноярск"],
];
const CLUSTERS = [...new Set(PLACES.map(([, , cluster]) => cluster))];

const own = (warehouseId: string, scheme: StockScheme, name: string, city: string): MarketWarehouse => ({
  ...{ warehouseId, kind: "own", scheme, name, city, clusterId: 0, clusterName: "", isActive: true },
});

/** Where an account without a market of its own sends everything from. */
export const MAIN_WAREHOUSE = "22000000001";

/** The marketplace's warehouses and the seller's own ones. */
export function makeWarehouses(seed: MarketSeed | null): MarketWarehouse[] {
  const main = own(MAIN_WAREHOUSE, "fbs", "Основной склад", "Москва");
  if (seed === null) return [main];
  const fbo = PLACES.slice(0, seed.warehouses ?? PLACES.length).map(
    ([name, city, clusterName], index): MarketWarehouse => ({
      warehouseId: String(15_431_806_189_000n + BigInt(index) * 1_303_007n),
      kind: "fbo",
      scheme: "fbo",
      ...{ name, city, clusterName },
      clusterId: 144 + CLUSTERS.indexOf(clusterName),
      isActive: true,
    }),
  );
  return [
    ...fbo,
    main,
    own("22000000002", "fbs", "Склад в Химках", "Химки"),
    // Above 2^53, as new accounts' numbers are.
    own("1020005000331984001", "rfbs", "Своя доставка", "Москва"),
  ];
}
