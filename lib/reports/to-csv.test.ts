import { expect, test } from "vitest";
import type { Figures } from "../wire/reports";
import type { ChatReport } from "./chat-report";
import { toCsv } from "./to-csv";

const nothing = { count: 0, median_seconds: null, p90_seconds: null };
const figures: Figures = {
  chats_in: 3,
  answered: 2,
  waiting: 1,
  missed_target: 0,
  first_reply: { count: 2, median_seconds: 90.5, p90_seconds: 120 },
  next_reply: nothing,
  resolution: nothing,
  within_24h: 0.5,
  messages_in: 4,
  messages_out: 2,
};
const report = (name: string): ChatReport => ({
  total: figures,
  by_seller: [{ seller_id: "s", name, figures }],
  by_operator: [],
  by_hour: [],
  by_weekday: [],
  by_day: [{ day: "2026-11-21", figures }],
});

test("a table opens in a Russian spreadsheet: mark, semicolons, decimal commas", () => {
  const csv = toCsv(report("Дом и уют"), "seller");
  expect(csv.startsWith("\uFEFFseller;chats_in;answered;")).toBe(true);
  expect(csv.split("\r\n")[1]).toBe('"Дом и уют";3;2;1;0;2;90,500;120;0;;;0;;;0,500;4;2');
});

test("a name is never a formula and never breaks its cell", () => {
  expect(toCsv(report('=HYPERLINK("http://evil")'), "seller")).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(toCsv(report("a;b\nc"), "seller")).toContain('"a;b\nc"');
});

test("each table has its own rows", () => {
  expect(toCsv(report("x"), "day").split("\r\n")[1]).toMatch(/^"2026-11-21";3;/);
  expect(toCsv(report("x"), "hour").split("\r\n")).toHaveLength(2);
});
