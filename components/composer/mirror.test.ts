import { expect, test } from "vitest";
import { upToLastFinding } from "./mirror";

const found = (start: number, end: number) => [{ kind: "link", start, end }] as const;

test("a mirror holds the words up to the last finding, its word whole", () => {
  expect(upToLastFinding("см. t.me/a, потом ещё слова", found(4, 10))).toBe("см. t.me/a,");
  expect(upToLastFinding("см. t.me/a", found(4, 10))).toBe("см. t.me/a");
});
