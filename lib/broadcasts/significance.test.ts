import { describe, expect, test } from "vitest";
import { chiSquareTail, compareVariants } from "./significance";

describe("the tail of chi-square", () => {
  // Critical values as statistical tables print them (NIST/SEMATECH e-Handbook, 1.3.6.7.4).
  test.each([
    [2.706, 1, 0.1],
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [10.828, 1, 0.001],
    [5.991, 2, 0.05],
    [9.21, 2, 0.01],
    [7.815, 3, 0.05],
    [11.345, 3, 0.01],
    [16.266, 3, 0.001],
    [9.488, 4, 0.05],
    [11.07, 5, 0.05],
    [18.307, 10, 0.05],
  ])("of %d with %d degrees of freedom is %d", (value, degrees, expected) => {
    expect(chiSquareTail(value, degrees)).toBeCloseTo(expected, 4);
  });

  // erfc(1), erfc(2) and erfc(3) to the digits of Abramowitz and Stegun, table 7.1: the square of a normal variable.
  test.each([
    [1, 0.157299207050285],
    [2, 0.00467773498104727],
    [3, 0.0000220904969985854],
  ])("has the digits of erfc(%d)", (x, expected) => {
    expect(Math.abs(chiSquareTail(2 * x * x, 1) / expected - 1)).toBeLessThan(1e-12);
  });

  test("falls without a jump where one way of working it out takes over from the other", () => {
    const values = Array.from({ length: 400 }, (_, place) => chiSquareTail(7 + place / 200, 1));
    expect(values.every((value, place) => place === 0 || value < (values[place - 1] ?? 1))).toBe(true);
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(4_000, 1)).toBe(0);
  });
});

const of = (...pairs: Array<readonly [sent: number, hits: number]>) =>
  compareVariants(pairs.map(([sent, hits], place) => ({ key: "ABCD"[place] ?? "", sent, hits })));

describe("variants", () => {
  test("differ or not as Pearson's test says", () => {
    // 100 of 1000 against 130 of 1000: chi-square 4.4219.
    const sure = of([1000, 100], [1000, 130]);
    expect(sure.pValue).toBeCloseTo(0.0355, 4);
    expect(sure.leader).toBe("B");
    // 100 against 110: chi-square 0.5321.
    const chance = of([1000, 100], [1000, 110]);
    expect(chance.pValue).toBeCloseTo(0.4657, 4);
    expect(chance.leader).toBeNull();
    expect(of([200, 50], [200, 50]).pValue).toBe(1);
  });

  test("are judged all at once when there are more than two", () => {
    // 30, 45 and 20 of 200: chi-square 11.881 with 2 degrees.
    const three = of([200, 30], [200, 45], [200, 20]);
    expect(three.pValue).toBeCloseTo(0.00263, 5);
    expect(three.leader).toBe("B");
  });

  test("say nothing where there are too few", () => {
    const unknown = { pValue: null, leader: null };
    expect(of([29, 10], [1000, 100])).toEqual(unknown);
    expect(of([1000, 2], [1000, 7])).toEqual(unknown);
    expect(of([1000, 998], [1000, 993])).toEqual(unknown);
    expect(of([1000, 0], [1000, 0])).toEqual(unknown);
    expect(of([0, 0], [0, 0])).toEqual(unknown);
    expect(of([1000, 100])).toEqual(unknown);
    expect(of()).toEqual(unknown);
  });
});
