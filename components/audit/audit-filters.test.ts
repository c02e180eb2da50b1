import { expect, test } from "vitest";
import { parseChoice, toQuery, toSearch } from "./audit-filters";

test("a choice survives the address", () => {
  const search = "actor=u1&action=seller.&about=chat+c1&from=2026-11-01&to=2026-11-03";
  const choice = parseChoice(new URLSearchParams(search));
  expect(toSearch(choice)).toBe(search);
  expect(toQuery(choice)).toMatchObject({
    actor_id: "u1",
    action: "seller.",
    subject_type: "chat",
    subject_id: "c1",
  });
});

test("the last day of a period is wholly in it", () => {
  const { from, to } = toQuery(parseChoice(new URLSearchParams("from=2026-11-03&to=2026-11-03")));
  expect(new Date(to ?? "").getTime() - new Date(from ?? "").getTime()).toBe(86_400_000);
});

test("a day that is none stands for any", () => {
  expect(toQuery(parseChoice(new URLSearchParams("from=yesterday&to=0000-01-01")))).toMatchObject({
    from: undefined,
    to: undefined,
  });
});
