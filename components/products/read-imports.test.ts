import { expect, test } from "vitest";
import { readImports } from "./read-imports";

test("lines are read as they are pasted from a table or typed", () => {
  expect(readImports("148313766; A-1; 1 990,50\n\n148313767\tA-2\t500\tКорм\r\n")).toEqual({
    lines: [
      { sku: "148313766", offerId: "A-1", price: "1990.50", name: null },
      { sku: "148313767", offerId: "A-2", price: "500.00", name: "Корм" },
    ],
    problems: [],
  });
});

test("a line that does not fit says why, and takes no other with it", () => {
  const { lines, problems } = readImports("SKU;артикул;цена\n1;A;5\n2;A;6\n3;;7\n4;B;дорого");
  expect(lines.map(({ offerId }) => offerId)).toEqual(["A"]);
  expect(problems).toEqual([
    { line: 1, problem: "sku" },
    { line: 3, problem: "twice" },
    { line: 4, problem: "article" },
    { line: 5, problem: "price" },
  ]);
});
