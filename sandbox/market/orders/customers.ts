import { BUYER_NAMES, CITIES, REGIONS } from "../../conversations/people";
import { customerIdFor } from "../../customer-id";
import { pick } from "../../random";
import { diceOf, hashOf } from "./stable-dice";

/** Who orders at a shop of the year. */
export interface Customer {
  /** The first half of every order number of theirs, as Ozon numbers them. */
  base: string;
  customerId: string;
  name: string;
  city: string;
  region: string;
}

const LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ";

/** Customer number so and so of an account, always the same. */
export function customerOf(clientId: string, ordinal: number): Customer {
  const random = diceOf(`customer:${clientId}:${ordinal}`);
  const [first = "Анна"] = pick(random, BUYER_NAMES).split(" ");
  const city = cityOf(random);
  return {
    // A stride that is coprime to the range gives every customer a number of their own.
    base: String(10_000_000 + ((hashOf(clientId) + ordinal * 7_919) % 89_999_981)),
    customerId: customerIdFor(String(500_000_000 + (hashOf(clientId) % 100_000) * 100_000 + ordinal)),
    name: `${first} ${pick(random, [...LETTERS])}.`,
    city,
    region: REGIONS[city] ?? city,
  };
}

/** A quarter of the orders come from regulars, who are few; the others order once or twice a year. */
export function drawCustomer(clientId: string, ordersAYear: number, random: () => number): Customer {
  const regulars = Math.max(2, Math.floor(ordersAYear * 0.06));
  const others = Math.max(3, Math.floor(ordersAYear * 1.1));
  const ordinal =
    random() < 0.25 ? Math.floor(random() * regulars) : regulars + Math.floor(random() * others);
  return customerOf(clientId, ordinal);
}

function cityOf(random: () => number): string {
  const dice = random();
  if (dice < 0.24) return "Москва";
  if (dice < 0.36) return "Санкт-Петербург";
  return pick(random, CITIES);
}
