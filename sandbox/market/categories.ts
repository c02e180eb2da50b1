/** A category with its one type of products. */
export interface Kind {
  readonly id: number;
  readonly typeId: number;
  readonly name: string;
  /** How articles of this kind begin. */
  readonly marks: readonly string[];
}

const kind = (id: number, name: string, ...marks: string[]): Kind => ({
  id,
  typeId: id + 70_000_000,
  name,
  marks,
});

const FIRST = kind(17027904, "Пледы и покрывала", "PLED");
const HOME = [
  FIRST,
  kind(17027905, "Постельное бельё", "BEL"),
  kind(17027906, "Подушки", "POD"),
  kind(17027907, "Полотенца", "TOW"),
  kind(17027908, "Шторы и карнизы", "SHT"),
  kind(17027909, "Ковры и коврики", "KOVR"),
  kind(17027910, "Светильники", "LAMP"),
  kind(17027911, "Стеллажи и полки", "STEL"),
];
const KITCHEN = [
  kind(17028921, "Сковороды", "SKOV"),
  kind(17028922, "Чашки и кружки", "CUP"),
  kind(17028923, "Чайники электрические", "TEA"),
];
const SHOES = [
  kind(17029931, "Кроссовки", "RUN", "CITY", "TRAIL", "SUEDE"),
  kind(17029932, "Кеды", "KED"),
  kind(17029933, "Обувь детская", "KIDS"),
];
const MORE_HOME = [
  kind(17027912, "Скатерти и салфетки", "SKAT"),
  kind(17027913, "Вазы и кашпо", "VAZA"),
  kind(17027914, "Свечи и ароматы", "SVE"),
  kind(17027915, "Корзины и короба", "KORZ"),
  kind(17027916, "Зеркала", "ZERK"),
  kind(17027917, "Часы настенные", "CHAS"),
];
const MORE_KITCHEN = [
  kind(17028924, "Кастрюли", "KAST"),
  kind(17028925, "Банки и контейнеры", "BANK"),
  kind(17028926, "Разделочные доски", "DOSK"),
];
const MORE_SHOES = [kind(17029934, "Ботинки", "BOOT"), kind(17029935, "Стельки и уход за обувью", "CARE")];

export const BRANCHES: readonly (readonly [id: number, name: string, kinds: readonly Kind[]])[] = [
  [17027491, "Дом и сад", [...HOME, ...MORE_HOME]],
  [17027492, "Посуда и кухня", [...KITCHEN, ...MORE_KITCHEN]],
  [17027493, "Обувь", [...SHOES, ...MORE_SHOES]],
];
const KINDS = BRANCHES.flatMap(([, , kinds]) => kinds);
// Articles of no shop here are of one of these by their number.
const ANY_KIND = [...HOME, ...KITCHEN, ...SHOES];

/** The kind of an article, always the same one. */
export function kindOf({ offerId, sku }: { offerId: string; sku: string }): Kind {
  const named = KINDS.find(({ marks }) => marks.some((mark) => offerId.startsWith(`${mark}-`)));
  return named ?? ANY_KIND[Number(BigInt(sku === "" ? 0 : sku) % BigInt(ANY_KIND.length))] ?? FIRST;
}

/** The kind with these two numbers, or undefined. */
export function findKind(categoryId: number, typeId: number): Kind | undefined {
  return KINDS.find((one) => one.id === categoryId && one.typeId === typeId);
}

export interface AttributeKind {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly group: string;
  readonly type: "String" | "Integer" | "Decimal" | "URL" | "Boolean";
  readonly isRequired: boolean;
  readonly isCollection: boolean;
  /** Tells the products of one model apart. */
  readonly isAspect: boolean;
  /** 0: any text. */
  readonly dictionaryId: number;
}

const attribute = (
  id: number,
  name: string,
  group: string,
  more: Partial<AttributeKind> = {},
): AttributeKind => ({
  ...{ id, name, group, description: "", type: "String", isRequired: false, isCollection: false },
  ...{ isAspect: false, dictionaryId: 0 },
  ...more,
});

const COLOUR = 1494;
const BRAND = 28732849;
const TYPE = 1960;
const COUNTRY = 1935;
const MATERIAL = 1838;
const SHOE_SIZE = 35;

export const ATTRIBUTE = {
  brand: 85,
  model: 9048,
  type: 8229,
  colour: 10096,
  material: 5309,
  country: 4389,
  size: 4382,
  shoeSize: 4298,
  description: 4191,
} as const;

const COMMON = [
  attribute(ATTRIBUTE.brand, "Бренд", "Общие", {
    description: "Укажите бренд. Если бренда нет, выберите «Нет бренда».",
    isRequired: true,
    dictionaryId: BRAND,
  }),
  attribute(ATTRIBUTE.model, "Название модели (для объединения в одну карточку)", "Общие", {
    description: "Одинаковое у всех цветов и размеров одной модели.",
    isRequired: true,
  }),
  attribute(ATTRIBUTE.type, "Тип", "Общие", { isRequired: true, dictionaryId: TYPE }),
  attribute(ATTRIBUTE.colour, "Цвет товара", "Характеристики", {
    description: "Основной цвет. Если цветов несколько, перечислите их.",
    isCollection: true,
    isAspect: true,
    dictionaryId: COLOUR,
  }),
  attribute(ATTRIBUTE.material, "Материал", "Характеристики", { isCollection: true, dictionaryId: MATERIAL }),
  attribute(ATTRIBUTE.country, "Страна-изготовитель", "Дополнительно", {
    isCollection: true,
    dictionaryId: COUNTRY,
  }),
  attribute(ATTRIBUTE.description, "Аннотация", "Описание", {
    description: "Расскажите о товаре. До 6000 знаков.",
  }),
];
const SIZE = attribute(ATTRIBUTE.size, "Размер", "Характеристики", { isAspect: true });
const SHOE = attribute(ATTRIBUTE.shoeSize, "Российский размер", "Характеристики", {
  isRequired: true,
  isAspect: true,
  dictionaryId: SHOE_SIZE,
});

/** What a kind of products is described by. */
export function attributesOf(one: Kind): readonly AttributeKind[] {
  return [...COMMON, SHOES.includes(one) || one.id === 17029934 ? SHOE : SIZE];
}

const list = (words: string): readonly string[] => words.split(", ");
const WORDS: Readonly<Record<number, readonly string[]>> = {
  [COLOUR]: list(
    "бежевый, белый, бирюзовый, бордовый, голубой, горчичный, графит, дуб, жёлтый, зелёный, коричневый, красный, молочный, оливковый, пудровый, розовый, серый, синий, терракота, чёрный, шалфей",
  ),
  [BRAND]: list("Нет бренда, Дом и уют, КроссМаркет, Северный лён, Тёплый угол, Глина и печь, RUN, CITY"),
  [TYPE]: KINDS.map(({ name }) => name),
  [COUNTRY]: list(
    "Россия, Беларусь, Казахстан, Армения, Узбекистан, Киргизия, Китай, Турция, Индия, Вьетнам, Португалия, Италия, Сербия, Пакистан",
  ),
  [MATERIAL]: list(
    "хлопок, сатин, лён, шерсть, акрил, полиэстер, микрофибра, керамика, стекло, металл, алюминий, дерево, бамбук, ротанг, латекс, кожа, замша, текстиль, воск",
  ),
  [SHOE_SIZE]: Array.from({ length: 24 }, (_, index) => String(24 + index)),
};

export interface DictionaryValue {
  readonly id: number;
  readonly value: string;
}

/** The words one may choose from. */
export function valuesOf(dictionaryId: number): readonly DictionaryValue[] {
  return (WORDS[dictionaryId] ?? []).map((value, index) => ({
    id: (dictionaryId % 100_000) * 1000 + 501 + index,
    value,
  }));
}

/** A value of an attribute, with the number that its dictionary has for it. */
export function describedBy(attributeId: number, value: string) {
  const { dictionaryId } = [...COMMON, SIZE, SHOE].find(({ id }) => id === attributeId) ?? SIZE;
  const known = valuesOf(dictionaryId).find((one) => one.value === value);
  return { id: attributeId, values: [{ dictionaryValueId: known?.id ?? 0, value }] };
}
