import { describe, expect, test } from "vitest";
import type { Tag } from "@/lib/wire/desk";
import { rowsMoved } from "./list-anchor";
import { nextChatAfter } from "./next-chat";
import { initialsOf } from "./row-words";
import { nothingSelected, selectAll, selectedOf, selectRange, toggleSelected } from "./selection";
import { stepView, tagsInOrder, viewsInOrder } from "./view-order";
import { parseView, tagView } from "./views";

const order = ["a", "b", "c", "d", "e"];
const items = order.map((id) => ({ id }));

describe("marks", () => {
  test("a second press takes the mark away", () => {
    const one = toggleSelected(nothingSelected, "b");
    expect([...one.ids]).toEqual(["b"]);
    expect(toggleSelected(one, "b")).toBe(nothingSelected);
  });
  test("a range goes from the last mark, up or down, and adds to what is marked", () => {
    const down = selectRange(toggleSelected(nothingSelected, "b"), order, "d");
    expect([...down.ids]).toEqual(["b", "c", "d"]);
    const up = selectRange(down, order, "a");
    expect([...up.ids].sort()).toEqual(["a", "b", "c", "d"]);
  });
  test("a range without a beginning marks the one chat", () => {
    expect([...selectRange(nothingSelected, order, "c").ids]).toEqual(["c"]);
    const gone = { ids: new Set(["x"]), anchorId: "x" };
    expect([...selectRange(gone, order, "c").ids]).toEqual(["x", "c"]);
  });
  test("what left the list is not acted on", () => {
    const all = selectAll(order);
    expect(selectedOf(all, items.slice(2)).map((item) => item.id)).toEqual(["c", "d", "e"]);
    expect(selectAll([])).toBe(nothingSelected);
  });
});

describe("the next chat", () => {
  test("is the one below, at the end the one above, and none when alone", () => {
    expect(nextChatAfter(items, "b")?.id).toBe("c");
    expect(nextChatAfter(items, "e")?.id).toBe("d");
    expect(nextChatAfter([{ id: "a" }], "a")).toBeNull();
  });
  test("is the first of the list when the chat is not in it", () => {
    expect(nextChatAfter(items, "x")?.id).toBe("a");
  });
});

describe("the place of what is seen", () => {
  test("rows that came above push it down, rows that went pull it up", () => {
    expect(rowsMoved(order, ["n", ...order], { id: "c", index: 2 })).toBe(1);
    expect(rowsMoved(order, ["b", "c", "d", "e"], { id: "c", index: 2 })).toBe(-1);
    expect(rowsMoved(order, ["a", "b", "c", "n", "d", "e"], { id: "c", index: 2 })).toBe(0);
  });
  test("where the row itself went away, the next one takes its place", () => {
    expect(rowsMoved(order, ["a", "b", "d", "e"], { id: "c", index: 2 })).toBe(0);
    expect(rowsMoved(order, ["c", "a", "b", "d", "e"], { id: "b", index: 1 })).toBe(1);
    expect(rowsMoved(["a"], ["z"], { id: "a", index: 0 })).toBe(0);
  });
});

describe("the column of views", () => {
  const tag = (name: string): Tag => ({ id: name, name, color: "gray" });
  const tags = ["а", "б", "в", "г", "д", "е", "ж", "з", "и"].map(tag);
  test("the tags most in use stand first, and only the first few", () => {
    const shown = tagsInOrder(tags, { и: 7, в: 2 }, false).map(({ name }) => name);
    expect(shown).toEqual(["и", "в", "а", "б", "г", "д", "е", "ж"]);
    expect(tagsInOrder(tags, {}, true)).toHaveLength(9);
  });
  test("keys walk it around its ends, and begin at the top from elsewhere", () => {
    const views = viewsInOrder({ savedViews: [], sellerIds: ["s1"], tags: [tag("брак")] });
    expect(stepView(views, parseView("waiting"), -1)?.id).toBe("marketplace");
    expect(stepView(views, parseView("marketplace"), 1)?.id).toBe("waiting");
    expect(stepView(views, tagView("нет такой"), 1)?.id).toBe("waiting");
    expect(stepView(views, parseView("seller-s1"), 1)?.id).toBe("tag-брак");
  });
});

test("initials are taken from the first and the last name", () => {
  expect(initialsOf("Анна Смирнова")).toBe("АС");
  expect(initialsOf("анна мария петрова")).toBe("АП");
  expect(initialsOf("Анна")).toBe("А");
});
