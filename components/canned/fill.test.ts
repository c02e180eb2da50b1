import { expect, test } from "vitest";
import { fillReply, toTemplateValues } from "./fill";

const markOf = (variable: string) => `[${variable}]`;
const chat = { buyer_name: null, order_number: "4582-0127", posting_number: null };

test("what is known stands in the reply", () => {
  const values = toTemplateValues({
    chat: { ...chat, buyer_name: "Марина" },
    postings: undefined,
    sellerName: "КроссМаркет",
    operatorName: "Анна",
  });
  expect(fillReply("{{buyer_name}}, заказ {{order_number}}. {{operator_name}}", values, markOf)).toEqual({
    text: "Марина, заказ 4582-0127. Анна",
    gap: null,
  });
});

test("an unknown name is left out, another gap is marked and comes first to be written over", () => {
  const values = toTemplateValues({ chat, postings: [], sellerName: undefined, operatorName: "Анна" });
  const filled = fillReply("Здравствуйте, {{buyer_name}}! Трек: {{tracking}}, {{product}}.", values, markOf);
  expect(filled.text).toBe("Здравствуйте! Трек: [tracking], [product].");
  expect(filled.text.slice(filled.gap?.start, filled.gap?.end)).toBe("[tracking]");
});
