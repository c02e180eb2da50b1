import type { Dialogue } from "./dialogue";
import { homeAfterBuying } from "./home-after-buying";
import { homeBeforeBuying } from "./home-before-buying";
import { shoesAfterBuying } from "./shoes-after-buying";
import { shoesBeforeBuying } from "./shoes-before-buying";

export interface Product {
  sku: string;
  offerId: string;
  name: string;
  price: string;
}

/** What a demo shop sells and what its buyers talk about. */
export interface Shop {
  products: Product[];
  dialogues: Dialogue[];
}

const home: Shop = {
  products: [
    { sku: "160249683", offerId: "PLED-150-GR", name: "Плед вязаный 150×200, графит", price: "2490.00" },
    {
      sku: "734120559",
      offerId: "SKOV-28",
      name: "Сковорода с гранитным покрытием, 28 см",
      price: "1890.00",
    },
    { sku: "845003127", offerId: "BEL-2SP", name: "Постельное бельё двуспальное, сатин", price: "4290.00" },
    { sku: "590218834", offerId: "LAMP-N1", name: "Ночник настольный «Луна»", price: "1290.00" },
    { sku: "912340076", offerId: "SHT-260", name: "Шторы льняные, 2 шт., 260 см", price: "3590.00" },
    { sku: "377510942", offerId: "CUP-6", name: "Набор чашек, 6 шт., керамика", price: "2190.00" },
    { sku: "668120331", offerId: "TEA-17", name: "Чайник электрический 1,7 л", price: "2990.00" },
    { sku: "450917263", offerId: "TOW-4", name: "Комплект полотенец, 4 шт., шалфей", price: "1790.00" },
    { sku: "803315527", offerId: "POD-5070", name: "Подушка гипоаллергенная 50×70", price: "1490.00" },
    { sku: "715590204", offerId: "STEL-4", name: "Стеллаж четырёхъярусный, дуб", price: "5990.00" },
    { sku: "640218973", offerId: "KOVR-1", name: "Коврик на латексной основе 80×150", price: "2290.00" },
  ],
  dialogues: [...homeBeforeBuying, ...homeAfterBuying],
};

const shoes: Shop = {
  products: [
    { sku: "1205660918", offerId: "RUN-MAX-43", name: "Кроссовки беговые RUN MAX", price: "7490.00" },
    { sku: "1187203345", offerId: "CITY-W-42", name: "Кроссовки CITY, белые", price: "5290.00" },
    { sku: "1190045512", offerId: "TRAIL-44", name: "Кроссовки TRAIL с мембраной", price: "7990.00" },
    { sku: "1133908127", offerId: "KED-BL-38", name: "Кеды низкие, чёрные", price: "3490.00" },
    { sku: "1211009834", offerId: "SUEDE-41", name: "Кроссовки замшевые RETRO", price: "6190.00" },
    { sku: "1099874410", offerId: "KIDS-33", name: "Кроссовки детские KIDS GO", price: "2990.00" },
  ],
  dialogues: [...shoesBeforeBuying, ...shoesAfterBuying],
};

/** The shop of an account: the second demo seller sells sneakers, everybody else things for the home. */
export function shopOf(accountName: string): Shop {
  return accountName === "КроссМаркет" ? shoes : home;
}
