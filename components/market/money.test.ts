import { describe, expect, test } from "vitest";
import { formatMoney } from "./money";

/** Spaces that do not break, made plain: the test reads like the screen. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("amounts on the screen", () => {
  test("kopecks are told only where there are any", () => {
    expect(plain(formatMoney("ru", "1990.00", "RUB"))).toBe("1 990 ₽");
    expect(plain(formatMoney("ru", "1990.50", "RUB"))).toBe("1 990,50 ₽");
    expect(plain(formatMoney("en", "1990", "RUB"))).toBe("₽1,990");
  });
  test("more digits than a float holds stay as they are", () => {
    expect(plain(formatMoney("ru", "9007199254740993.01", "RUB"))).toBe("9 007 199 254 740 993,01 ₽");
  });
  test("what is not known is a dash; what is no number is shown as it came", () => {
    expect(formatMoney("ru", null, "RUB")).toBe("—");
    expect(formatMoney("ru", "дорого", "RUB")).toBe("дорого");
    expect(formatMoney("ru", "5", "??")).toBe("5 ??");
  });
});
