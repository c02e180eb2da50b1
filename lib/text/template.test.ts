import { describe, expect, test } from "vitest";
import { fillTemplate, templateVariables } from "./template";

describe("filling a template", () => {
  test("every variable takes its value, with or without spaces in its braces", () => {
    const template = templateVariables.map((name) => `{{${name}}} {{ ${name} }}`).join(";");
    const values = Object.fromEntries(templateVariables.map((name) => [name, name.toUpperCase()]));
    expect(fillTemplate(template, values)).toEqual({
      text: templateVariables.map((name) => `${name.toUpperCase()} ${name.toUpperCase()}`).join(";"),
      missing: [],
      unknown: [],
    });
  });

  test("a template without variables stays as it is, to the last space", () => {
    expect(fillTemplate("  Да ,  { } {{ нет  ", {}).text).toBe("  Да ,  { } {{ нет  ");
  });

  test("an unknown variable stays and is told", () => {
    const filled = fillTemplate("Код {{coupon}} для {{buyer_name}}", { buyer_name: "Ольги" });
    expect(filled).toEqual({ text: "Код {{coupon}} для Ольги", missing: [], unknown: ["coupon"] });
  });

  test("a value that looks like a template is not filled again", () => {
    const filled = fillTemplate("Здравствуйте, {{buyer_name}}!", {
      buyer_name: "{{tracking}}",
      tracking: "RU1",
    });
    expect(filled.text).toBe("Здравствуйте, {{tracking}}!");
  });
});

describe("a value that is not known", () => {
  test.each([
    ["Здравствуйте, {{buyer_name}}!", "Здравствуйте!"],
    ["{{buyer_name}}, здравствуйте!", "Здравствуйте!"],
    ["Добрый день, {{buyer_name}}, спасибо за заказ.", "Добрый день, спасибо за заказ."],
    ["Заказ {{order_number}} уже едет.", "Заказ уже едет."],
    ["Заказ № {{order_number}} уже едет.", "Заказ уже едет."],
    ["Ваш товар «{{product}}» отправлен.", "Ваш товар отправлен."],
    ["Отправлен ({{ tracking }}).", "Отправлен."],
    ["Трек-номер: {{tracking}}.", "Трек-номер."],
    ["Трек-номер: {{tracking}}\nСпасибо!", "Трек-номер\nСпасибо!"],
    ["Спасибо!\n{{buyer_name}}, мы ответим утром.", "Спасибо!\nМы ответим утром."],
    ["Спасибо. {{buyer_name}}, до встречи.", "Спасибо. До встречи."],
    ["С уважением, {{operator_name}}", "С уважением"],
    ["Здравствуйте, {{buyer_name}} {{operator_name}}!", "Здравствуйте!"],
    ["{{buyer_name}}", ""],
    ["{{buyer_name}}!\nМы на связи.", "\nМы на связи."],
  ])("%j becomes %j", (template, text) => {
    expect(fillTemplate(template, { buyer_name: " ", order_number: null }).text).toBe(text);
  });

  test("is told once, in the order of the template", () => {
    expect(fillTemplate("{{product}} {{tracking}} {{product}}", {}).missing).toEqual(["product", "tracking"]);
  });

  test("does not touch what stands beside known values", () => {
    const filled = fillTemplate("{{buyer_name}}, заказ {{order_number}} , трек {{tracking}}!", {
      buyer_name: "Ольга",
      order_number: "42",
    });
    expect(filled.text).toBe("Ольга, заказ 42 , трек!");
  });
});
