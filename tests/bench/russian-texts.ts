/**
 * Texts of the length and the words of buyers' messages. Drawn from a seeded dice, so that every run has the same; a
 * few things are asked about very often and most things seldom, as everywhere where people speak.
 */

/** Dice from a seed: numbers from 0 up to 1 (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One message of a buyer or a seller, mostly 40 to 200 signs. */
export function makeText(dice: () => number): string {
  const parts = [dice() < 0.5 ? one(greetings, dice) : "", fill(one(sentences, dice), dice)];
  if (dice() < 0.6) parts.push(fill(one(sentences, dice), dice));
  if (dice() < 0.25) parts.push(fill(one(sentences, dice), dice));
  if (dice() < 0.35) parts.push(one(endings, dice));
  return parts.filter((part) => part !== "").join(" ");
}

function fill(sentence: string, dice: () => number): string {
  return sentence.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === "number")
      return `${Math.floor(10_000_000 + dice() * 89_999_999)}-${1000 + Math.floor(dice() * 9000)}`;
    if (slot === "days") return String(2 + Math.floor(dice() * 20));
    return zipf(slots[slot] ?? [slot], dice);
  });
}

function one(of: readonly string[], dice: () => number): string {
  return of[Math.floor(dice() * of.length)] ?? "";
}

/** The first are drawn far more often than the last. */
function zipf(of: readonly string[], dice: () => number): string {
  return of[Math.floor(of.length ** dice() - 1)] ?? of[0] ?? "";
}

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

const greetings = words("Здравствуйте!, Добрый день!, Добрый вечер!, Доброе утро!, Приветствую.");
const endings = words("Спасибо!, Заранее спасибо., Жду ответа., С уважением., Всего доброго!, Хорошего дня!");

const sentences: readonly string[] = [
  "Подскажите, пожалуйста, когда приедет заказ {number}?",
  "Заказ {number} до сих пор не пришёл, хотя доставка обещана была ещё {days} дней назад.",
  "Будет ли доставка в город {city} быстрее, если заказать сегодня?",
  "Какой размер взять, если обычно ношу сорок второй?",
  "{item} пришёл не того цвета: на фото {colour}, а в коробке другой.",
  "Хочу вернуть {item}, не подошёл размер, как оформить возврат?",
  "{item} сломался через {days} дней, что делать с гарантией?",
  "Из чего сделан {item}, нет ли запаха?",
  "Есть ли в наличии {item} в цвете {colour}?",
  "Подойдёт ли {item} для подарка ребёнку?",
  "Можно ли изменить адрес доставки, заказ уже собран?",
  "Упаковка была порвана, {item} поцарапан, прикладываю фотографию.",
  "В комплекте не хватает одной детали, пришлите, пожалуйста, или верните часть денег.",
  "Мы передали посылку в службу доставки, она приедет в течение {days} дней.",
  "Проверили заказ {number}: он отправлен со склада в город {city}.",
  "Возврат оформляется в личном кабинете, деньги поступят за {days} рабочих дней.",
  "К сожалению, {item} в цвете {colour} закончился, ожидаем поступление через {days} дней.",
  "Приносим извинения, заменим {item} за наш счёт.",
  "Инструкция на русском языке лежит в коробке под крышкой.",
  "Скажите, {item} можно мыть в посудомоечной машине?",
  "Какая длина провода и подходит ли {item} к розетке без заземления?",
  "Очень понравился {item}, качество отличное, буду заказывать ещё.",
  "Курьер в городе {city} не позвонил и отменил доставку.",
  "Где мой заказ, уже {days} дней статус не меняется?",
  "Сколько весит {item} вместе с упаковкой?",
  "Нужен чек и документы для бухгалтерии по заказу {number}.",
];

const slots: Readonly<Record<string, readonly string[]>> = {
  colour: words(
    "чёрный, белый, серый, бежевый, синий, зелёный, красный, розовый, бордовый, бирюзовый, оливковый, терракотовый",
  ),
  city: words(`Москва, Санкт-Петербург, Казань, Екатеринбург, Новосибирск, Краснодар, Самара, Уфа, Пермь, Омск, Воронеж, Тюмень,
    Саратов, Тула, Ярославль, Иркутск, Хабаровск, Владивосток, Якутск, Мурманск, Архангельск, Петрозаводск, Нальчик, Элиста,
    Абакан, Кызыл, Магадан, Анадырь, Салехард, Биробиджан`),
  item: words(`чайник, пылесос, рюкзак, свитер, плед, светильник, коврик, термос, утюг, фен, зонт, кошелёк, шарф, блендер,
    миксер, матрас, комод, стеллаж, табурет, ковёр, самокат, велосипед, конструктор, пазл, глобус, микроскоп, телескоп,
    фонарь, шуруповёрт, перфоратор, лобзик, рубанок, степлер, секатор, опрыскиватель, шланг, насос, компрессор,
    домкрат, огнетушитель, видеорегистратор, навигатор, чехол, аккумулятор, переходник, удлинитель, паяльник, мультиметр,
    термометр, барометр, тонометр, глюкометр, ингалятор, массажёр, гироскутер, скейтборд, мангал, самовар, кальян,
    аквариум, террариум, скворечник, гамак, шезлонг, спальник, байдарка, арбалет, метроном, камертон, саксофон, аккордеон,
    балалайка, мольберт, пантограф, арифмометр, секстант, астролябия`),
};
