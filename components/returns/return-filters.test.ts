import { describe, expect, test } from "vitest";
import { isNarrowed, tabOf, toReturnQuery } from "./return-filters";

describe("the address of the list of returns", () => {
  test("asks for what is not over where it names nothing", () => {
    expect(toReturnQuery({})).toEqual({ tab: "open" });
    expect(isNarrowed({ tab: "closed" })).toBe(false);
  });

  test("leaves out what cannot be read", () => {
    const query = toReturnQuery({ tab: "nowhere", kind: "gift", scheme: "rfbs", from: "вчера", q: "кофта" });
    expect(query).toEqual({ tab: "open", scheme: "rfbs", q: "кофта" });
    expect(tabOf({ tab: "to_decide" })).toBe("to_decide");
    expect(isNarrowed({ scheme: "rfbs" })).toBe(true);
  });
});
