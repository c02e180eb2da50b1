import { expect, test } from "vitest";
import {
  changePercent,
  isLargeChange,
  isSameAmount,
  type PriceStep,
  readPrice,
  stepPrice,
  toTyped,
} from "./price-rules";

const step = (given: Partial<PriceStep>): PriceStep => ({
  way: "down",
  by: "percent",
  typed: "10",
  roundTo: 1,
  ...given,
});

test("prices are read as people type them", () => {
  expect(readPrice("1 234,5")).toBe("1234.50");
  expect(readPrice("99 ₽")).toBe("99.00");
  expect(readPrice("007")).toBe("7.00");
  expect(readPrice("-5")).toBeNull();
  expect(readPrice("1.234")).toBeNull();
  expect(readPrice("")).toBeNull();
});

test("a field shows no empty places", () => {
  expect(toTyped("1234.00")).toBe("1234");
  expect(toTyped("1234.50")).toBe("1234.50");
  expect(toTyped(null)).toBe("");
});

test("more than half, or nothing, is a large change; half is not", () => {
  expect(isLargeChange("1000.00", "500.00")).toBe(false);
  expect(isLargeChange("1000.00", "499.99")).toBe(true);
  expect(isLargeChange("1000.00", "1500.00")).toBe(false);
  expect(isLargeChange("1000.00", "1500.01")).toBe(true);
  expect(isLargeChange("1.00", "0.00")).toBe(true);
  expect(isLargeChange(null, "10.00")).toBe(false);
});

test("percent are whole, and nothing is compared with nothing", () => {
  expect(changePercent("1000", "900.00")).toBe(-10);
  expect(changePercent("3.00", "4.00")).toBe(33);
  expect(changePercent(null, "4.00")).toBeNull();
  expect(changePercent("0.00", "4.00")).toBeNull();
});

test("many prices change alike, in whole hundredths", () => {
  expect(stepPrice("999.99", step({}))).toBe("899.99");
  expect(stepPrice("999.99", step({ roundTo: 100 }))).toBe("900.00");
  expect(stepPrice("1234.00", step({ way: "up", typed: "12,5", roundTo: 1000 }))).toBe("1390.00");
  expect(stepPrice("0.10", step({ way: "up", by: "amount", typed: "0.20" }))).toBe("0.30");
  expect(stepPrice("50.00", step({ by: "amount", typed: "70" }))).toBe("0.00");
  expect(stepPrice("50.00", step({ way: "set", typed: "70" }))).toBe("70.00");
  expect(stepPrice(null, step({}))).toBeNull();
  expect(stepPrice("50.00", step({ typed: "x" }))).toBeNull();
});

test("the same money is the same however written", () => {
  expect(isSameAmount("10", "10.00")).toBe(true);
  expect(isSameAmount("10.00", "10.01")).toBe(false);
  expect(isSameAmount(null, "0.00")).toBe(false);
});
