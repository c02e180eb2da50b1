import { expect, test } from "vitest";
import { answeredSince, findDoubts, lastOwnId } from "./doubts";

const calm = { text: "Здравствуйте", findings: [], typists: [], answeredBy: undefined, marks: ["[трек]"] };
const said = (id: string, authorId: string | null, more: object = {}) => ({
  id,
  direction: authorId === "buyer" ? "inbound" : "outbound",
  author: { id: authorId, name: authorId },
  is_automatic: false,
  ...more,
});

test("a plain reply is sent without a question", () => {
  expect(findDoubts(calm)).toEqual([]);
});

test("each reason to ask is named, the colleague first", () => {
  const doubts = findDoubts({
    text: "Трек: [трек], звоните",
    findings: [{ kind: "phone", start: 0, end: 1 }],
    typists: ["Анна"],
    answeredBy: { name: "Олег" },
    marks: ["[трек]"],
  });
  expect(doubts.map(({ kind }) => kind)).toEqual(["answered", "typing", "gap", "refused"]);
});

test("a colleague's reply counts only when it came after this one was begun", () => {
  const before = [said("1", "buyer"), said("2", "oleg")];
  const begunAfter = lastOwnId(before);
  expect(begunAfter).toBe("2");
  expect(answeredSince(before, begunAfter, "anna")).toBeUndefined();
  expect(answeredSince([...before, said("3", "buyer")], begunAfter, "anna")).toBeUndefined();
  expect(answeredSince([...before, said("3", "oleg")], begunAfter, "anna")).toEqual({ name: "oleg" });
});

test("one's own replies and automatic ones are no collision", () => {
  const more = [said("1", "buyer"), said("2", "anna"), said("3", null, { is_automatic: true })];
  expect(answeredSince(more, null, "anna")).toBeUndefined();
});
