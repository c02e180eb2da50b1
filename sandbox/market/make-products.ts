import { type Product, shopOf } from "../conversations/shops";
import type { Account } from "../model";
import { between, createRandom } from "../random";
import { ATTRIBUTE, attributesOf, describedBy, kindOf } from "./categories";
import { picturesOf } from "./draw-product";
import { type Family, HOME_FAMILIES, SHOE_FAMILIES } from "./families";
import type { MarketProduct } from "./market-model";

const DAY_MS = 86_400_000;

/** The products an account starts with: what its buyers talk about first, then as many others as asked for. */
export function makeProducts(account: Account, random: () => number, nowMs: number): MarketProduct[] {
  const shop = shopOf(account.name);
  const talkedOf = shop.products.map((product) => makeProduct(product, random, nowMs));
  const wanted = account.market.seed?.products ?? 0;
  const families = account.name === "КроссМаркет" ? SHOE_FAMILIES : HOME_FAMILIES;
  const others = Array.from({ length: Math.max(0, wanted - talkedOf.length) }, (_, index) =>
    makeRelative(families, index, random, nowMs),
  );
  const all = [...talkedOf, ...others];
  if (account.market.seed !== null) spoilSome(others, nowMs);
  return all;
}

/** A product of which no more is known than its article, its number, its name and its price. */
export function makeProduct(
  { sku, offerId, name, price }: Product,
  random: () => number,
  nowMs: number,
): MarketProduct {
  const kind = kindOf({ offerId, sku });
  const productId = String(BigInt(sku === "" ? 0 : sku) + 100_000_000n);
  const createdMs = nowMs - between(random, 120, 700) * DAY_MS;
  return {
    ...{ productId, offerId, sku, name, price, currency: "RUB", vat: "0.20" },
    categoryId: kind.id,
    typeId: kind.typeId,
    oldPrice: random() < 0.6 ? raised(price, between(random, 12, 45)) : "",
    minPrice: raised(price, -between(random, 8, 20)),
    barcodes: [`OZN${sku}`],
    pictures: picturesOf({ productId, offerId, colour: "" }, between(random, 1, 4)),
    description: `${name}. ${kind.name}: подойдёт для дома и в подарок.`,
    attributes: [
      describedBy(ATTRIBUTE.brand, "Нет бренда"),
      describedBy(ATTRIBUTE.model, name.split(",")[0] ?? name),
      describedBy(ATTRIBUTE.type, kind.name),
      describedBy(ATTRIBUTE.country, "Россия"),
    ],
    modelId: Number(BigInt(productId) % 1_000_000_000n),
    colour: "",
    ...{ isArchived: false, isAutoArchived: false, isDiscounted: false, problems: [] },
    weightG: between(random, 2, 40) * 100,
    sizeMm: [between(random, 10, 60) * 10, between(random, 10, 40) * 10, between(random, 4, 30) * 10],
    subscribers: random() < 0.4 ? between(random, 1, 60) : 0,
    contentRating: between(random, 45, 98),
    createdMs,
    updatedMs: nowMs - between(random, 0, 90) * DAY_MS,
  };
}

/** So many made-up products more. */
export function makeMore(account: Account, count: number, nowMs: number): MarketProduct[] {
  const families = account.name === "КроссМаркет" ? SHOE_FAMILIES : HOME_FAMILIES;
  const { products } = account.market;
  const taken = new Set(products.map(({ offerId }) => offerId));
  const random = createRandom(products.length);
  const made: MarketProduct[] = [];
  for (let index = 0; made.length < count; index += 1) {
    const product = makeRelative(families, index, random, nowMs);
    if (!taken.has(product.offerId)) made.push(product);
  }
  return made;
}

/** Round robin over the families, so that a small catalogue has something of everything. */
function makeRelative(
  families: readonly Family[],
  index: number,
  random: () => number,
  nowMs: number,
): MarketProduct {
  const { family, pair, round } = placeOf(families, index);
  const size = family.sizes[pair % family.sizes.length] ?? "";
  const sizeStep = pair % family.sizes.length;
  const colour = family.colours[Math.floor(pair / family.sizes.length)] ?? "";
  const again = round === 0 ? "" : `, серия ${round + 1}`;
  const article = `${family.mark}-${String(families.indexOf(family) + 10)}${String.fromCharCode(65 + (pair % 26))}${pair >= 26 ? "2" : ""}${round === 0 ? "" : `-${round + 1}`}`;
  // One in twelve has numbers no double can hold.
  const sku =
    index % 12 === 7 ? 9_007_199_254_741_993n + BigInt(index) * 2n : 1_500_000_000n + BigInt(index) * 61_403n;
  const name = `${family.name}, ${size}, ${colour}${again}`;
  const price = `${Math.max(1, Math.round((family.fromPrice * (1 + sizeStep * 0.35)) / 100)) * 100 - 10}.00`;
  const product = makeProduct({ sku: sku.toString(), offerId: article, name, price }, random, nowMs);
  const kind = kindOf(product);
  const sizeAttribute = attributesOf(kind).some(({ id }) => id === ATTRIBUTE.shoeSize)
    ? ATTRIBUTE.shoeSize
    : ATTRIBUTE.size;
  product.description = `${name}. ${family.about} Материал: ${family.material}.`;
  product.modelId = 410_000_000 + families.indexOf(family) * 1000 + round;
  product.colour = colour;
  product.pictures = picturesOf(product, product.pictures.length);
  product.attributes = [
    describedBy(ATTRIBUTE.brand, "Нет бренда"),
    describedBy(ATTRIBUTE.model, family.name + again),
    describedBy(ATTRIBUTE.type, kind.name),
    describedBy(ATTRIBUTE.colour, colour),
    describedBy(ATTRIBUTE.material, family.material),
    describedBy(sizeAttribute, size),
    describedBy(ATTRIBUTE.country, "Россия"),
  ];
  return product;
}

function placeOf(families: readonly Family[], index: number) {
  const pairs = families.reduce((sum, { sizes, colours }) => sum + sizes.length * colours.length, 0);
  let left = index % pairs;
  for (let pair = 0; ; pair += 1) {
    for (const family of families) {
      if (pair >= family.sizes.length * family.colours.length) continue;
      if (left === 0) return { family, pair, round: Math.floor(index / pairs) };
      left -= 1;
    }
  }
}

/** Some are put away, some the marketplace finds fault with, some have no number yet. */
function spoilSome(products: MarketProduct[], nowMs: number): void {
  for (const [index, product] of products.entries()) {
    if (index % 16 === 9) product.isArchived = true;
    if (index % 48 === 25) product.isAutoArchived = true;
    if (index % 23 === 5) product.barcodes = [];
    if (index % 35 === 17) product.isDiscounted = true;
    if (index % 27 === 13) {
      product.problems.push({
        code: "SPU_ALREADY_EXISTS_IN_ANOTHER_ACCOUNT",
        field: "attributes",
        attributeId: ATTRIBUTE.brand,
        attributeName: "Бренд",
        level: "ERROR_LEVEL_WARNING",
        message: "Для бренда нужно разрешение правообладателя. Загрузите документы в личном кабинете.",
      });
    }
    if (index % 54 === 31) {
      product.sku = "";
      // One that was given up before it was ever sold: the only kind that may be deleted.
      product.isArchived = index % 108 === 31;
      product.barcodes = [];
      product.createdMs = nowMs - 2 * DAY_MS;
      product.problems.push({
        code: "IMAGE_LOW_QUALITY",
        field: "images",
        attributeId: 0,
        attributeName: "",
        level: "ERROR_LEVEL_ERROR",
        message: "Главное фото не прошло проверку: меньше 200 пикселей по короткой стороне.",
      });
    }
  }
}

/** A price so many per cent higher, rounded to roubles ending on a zero less ten, as shops write them. */
function raised(price: string, percent: number): string {
  const roubles = Math.round((Number(price.split(".")[0]) * (100 + percent)) / 1000) * 10;
  return `${Math.max(10, roubles)}.00`;
}
