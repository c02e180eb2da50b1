import { describe, expect, test } from "vitest";
import {
  type BroadcastValues,
  broadcastVariables,
  checkTemplate,
  fillBroadcast,
  fixedPart,
  saysSomething,
} from "./broadcast-template";

const known: BroadcastValues = {
  buyer_name: "Ольга",
  product: "Чайник",
  category: "Посуда",
  order_number: "777-1",
  delivery_date: "24.11",
};

describe("a template of a broadcast", () => {
  test("takes every variable, with or without spaces in its braces", () => {
    const template = broadcastVariables.map((name) => `{${name}} { ${name} | нет }`).join(";");
    const values = Object.fromEntries(broadcastVariables.map((name) => [name, name.toUpperCase()]));
    expect(fillBroadcast(template, values)).toEqual({
      text: broadcastVariables.map((name) => `${name.toUpperCase()} ${name.toUpperCase()}`).join(";"),
      missing: [],
    });
    expect(checkTemplate(template).unknown).toEqual([]);
  });

  test.each([
    ["Добрый день! У нас новая коллекция {category}", "Добрый день! У нас новая коллекция Посуда"],
    ["{buyer_name|Покупатель}, ваш {product} приедет {delivery_date}.", "Ольга, ваш Чайник приедет 24.11."],
    ["Заказ №{order_number}: трек {tracking|появится позже}", "Заказ №777-1: трек появится позже"],
    ["Спасибо, {buyer_name}", "Спасибо, Ольга"],
    ["  Отступы по краям площадка срежет \n", "Отступы по краям площадка срежет"],
    ["Скобка { сама по себе и } тоже", "Скобка { сама по себе и } тоже"],
  ])("%j says %j to whom it knows", (template, text) => {
    expect(fillBroadcast(template, known)).toEqual({ text, missing: [] });
  });

  test.each([
    ["Добрый день! У нас новая коллекция {category}", "Добрый день! У нас новая коллекция", ["category"]],
    ["Здравствуйте, {buyer_name}!", "Здравствуйте!", ["buyer_name"]],
    ["{buyer_name}, здравствуйте!", "Здравствуйте!", ["buyer_name"]],
    ["{buyer_name|Уважаемый покупатель}, здравствуйте!", "Уважаемый покупатель, здравствуйте!", []],
    ["Здравствуйте, {buyer_name|}!", "Здравствуйте!", []],
    ["Как вам {product|покупка}?", "Как вам покупка?", []],
    ["Ваш товар «{product}» едет.", "Ваш товар едет.", ["product"]],
    ["Заказ № {order_number} уже в пути ({tracking}).", "Заказ уже в пути.", ["order_number", "tracking"]],
    ["{product} {tracking} {product}", "", ["product", "tracking"]],
    [
      "Скидка 20% на {category|товары для дома}: до {delivery_date|воскресенья}!",
      "Скидка 20% на товары для дома: до воскресенья!",
      [],
    ],
  ])("%j says %j to whom it does not know", (template, text, missing) => {
    expect(fillBroadcast(template, { buyer_name: " ", product: null })).toEqual({ text, missing });
  });

  test("a value is never read as a template again", () => {
    const filled = fillBroadcast("Здравствуйте, {buyer_name}!", {
      buyer_name: "{tracking|x}",
      tracking: "RU1",
    });
    expect(filled.text).toBe("Здравствуйте, {tracking|x}!");
  });

  test("a fallback may hold a bar and stands as it was written", () => {
    expect(fillBroadcast("{product|чай | кофе}", {}).text).toBe("чай | кофе");
  });
});

test("a text of spaces is no work", () => {
  const template = `Да${" ".repeat(200_000)}нет {product} ${"{".repeat(200_000)}`;
  expect(fillBroadcast(template, {}).missing).toEqual(["product"]);
});

describe("what is no variable", () => {
  test.each([
    ["{buyer}, здравствуйте!", ["buyer"]],
    ["{Buyer_Name|друг} и {цена}", ["Buyer_Name", "цена"]],
    ["{buyer_name} {скидка|10} {скидка}", ["скидка"]],
    ["{}", [""]],
    ["{{buyer_name}}, привет", ["{buyer_name}"]],
    ["{constructor} {__proto__}", ["constructor", "__proto__"]],
    ["Просто текст", []],
  ])("%j holds %j", (template, unknown) => {
    expect(checkTemplate(template).unknown).toEqual(unknown);
  });

  test("stays as it is, should it ever come to be filled", () => {
    expect(fillBroadcast("{{buyer_name}} {цена|100}", known).text).toBe("{{buyer_name}} {цена|100}");
  });
});

test("what is said to everybody leaves values and fallbacks out", () => {
  expect(fixedPart("{buyer_name|Покупатель}, ваш заказ {order_number} собран.")).toBe("Ваш заказ собран.");
  expect(fixedPart("{product|очень длинное название}")).toBe("");
});

test.each([
  ["Да", true],
  ["20%", true],
  ["🎁", true],
  ["", false],
  [" \n\t", false],
  ["!, — …", false],
  ["«»", false],
])("%j says something: %s", (text, says) => {
  expect(saysSomething(text)).toBe(says);
});
