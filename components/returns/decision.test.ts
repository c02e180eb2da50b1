import { describe, expect, test } from "vitest";
import { amountProblem, nothingFilled, toDecision, worthOf } from "./decision";

const rejections = [
  { id: "101", name: "Следы использования", needs_text: true },
  { id: "103", name: "Истёк срок", needs_text: false },
];
const of = { price: "1990.10", quantity: 3, rejections };

describe("a decision about a return", () => {
  test("that needs nothing is ready at once", () => {
    expect(toDecision({ id: "1000", name: "Согласовать", needs: [] }, of, nothingFilled)).toMatchObject({
      action_id: "1000",
    });
  });

  test("to reject needs a reason, and words where the reason asks for them", () => {
    const reject = { id: "-1", name: "Отклонить", needs: ["reason"] };
    expect(toDecision(reject, of, nothingFilled)).toBeNull();
    expect(toDecision(reject, of, { ...nothingFilled, rejectionId: "101" })).toBeNull();
    expect(toDecision(reject, of, { ...nothingFilled, rejectionId: "103" })).toMatchObject({
      rejection_id: "103",
    });
    const filled = { ...nothingFilled, rejectionId: "101", text: " Есть пятно " };
    expect(toDecision(reject, of, filled)).toMatchObject({ rejection_id: "101", text: "Есть пятно" });
  });

  test("to pay back needs an amount up to what the goods are worth, counted exactly", () => {
    const compensate = { id: "1020", name: "Компенсация", needs: ["amount"] };
    expect(worthOf(of)).toBe("5970.30");
    expect(toDecision(compensate, of, { ...nothingFilled, amount: "5 970,30" })?.amount).toBe("5970.30");
    expect(toDecision(compensate, of, { ...nothingFilled, amount: "5970.31" })).toBeNull();
    expect(amountProblem("0", null)).toBe("unreadable");
    expect(amountProblem("1.005", null)).toBe("unreadable");
    expect(amountProblem("0,05", "0.04")).toBe("too_much");
  });
});
