import { expect, test } from "vitest";
import { comparePositions, formatPosition, parsePosition } from "./position";

test("a position survives the wire, also beyond safe integers", () => {
  const position = { xid: 9_007_199_254_740_993n, id: 12n };
  expect(parsePosition(formatPosition(position))).toEqual(position);
});

test.each(["", "7", "7-", "-7", "a-b", "1-2-3", "1-99999999999999999999"])(
  "what is no position is refused: %j",
  (text) => {
    expect(parsePosition(text)).toBeNull();
  },
);

test("positions are ordered by transaction, then by event", () => {
  const [a, b, c] = [
    { xid: 5n, id: 100n },
    { xid: 6n, id: 2n },
    { xid: 6n, id: 3n },
  ];
  expect([c, a, b].sort(comparePositions)).toEqual([a, b, c]);
});
