import type { MoneyKind } from "@/lib/wire/finance";

/** Periods a person picks by name; `custom` is said by its two days. */
export const presets = ["this_month", "last_month", "days30", "quarter"] as const;
export type Preset = (typeof presets)[number];

export const groups = ["day", "week", "month"] as const;
export type Group = (typeof groups)[number];

export const tables = ["orders", "products", "entries"] as const;
export type TableName = (typeof tables)[number];

/** Kinds in the order of a statement: what comes in, what goes out, what is added. Payouts stand apart. */
export const kinds = [
  "sale",
  "refund",
  "commission",
  "delivery",
  "storage",
  "advertising",
  "service",
  "compensation",
  "other",
] as const satisfies readonly MoneyKind[];
export const allKinds = [...kinds, "payout"] as const;

/** The parts of the page's address. */
export const addressNames = [
  "period",
  "from",
  "to",
  "seller",
  "group",
  "table",
  "kind",
  "posting",
  "article",
  "q",
] as const;
export type FinanceAddress = Readonly<Partial<Record<(typeof addressNames)[number], string>>>;

/** What the address of the screen says. Days are YYYY-MM-DD; `to` is the last day, inclusive. */
export interface Choice {
  readonly preset: Preset | "custom";
  readonly from: string;
  readonly to: string;
  readonly sellerId: string | null;
  readonly group: Group;
  readonly table: TableName;
  readonly kind: MoneyKind | undefined;
}

/** Local day of a moment, YYYY-MM-DD. */
function toDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** First and last day of a named period, seen from `now`. */
export function daysOf(preset: Preset, now: Date): { from: string; to: string } {
  const year = now.getFullYear();
  const month = now.getMonth();
  const back = (days: number) => toDay(new Date(year, month, now.getDate() - days));
  const to = toDay(now);
  switch (preset) {
    case "this_month":
      return { from: toDay(new Date(year, month, 1)), to };
    case "last_month":
      return { from: toDay(new Date(year, month - 1, 1)), to: toDay(new Date(year, month, 0)) };
    case "days30":
      return { from: back(29), to };
    case "quarter":
      return { from: back(89), to };
    default:
      return preset satisfies never;
  }
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string) => dayPattern.test(text) && !Number.isNaN(Date.parse(text));

/** What the address asks for; anything unreadable falls back to this month. */
export function parseChoice(address: FinanceAddress, now: Date): Choice {
  const { from = "", to = "" } = address;
  const named = presets.find((name) => name === address.period);
  const isOwn = named === undefined && isDay(from) && isDay(to) && from <= to;
  const preset = named ?? "this_month";
  const days = isOwn ? { from, to } : daysOf(preset, now);
  return {
    preset: isOwn ? "custom" : preset,
    ...days,
    sellerId: address.seller ?? null,
    group: groups.find((name) => name === address.group) ?? groupFor(days),
    table: tables.find((name) => name === address.table) ?? "orders",
    kind: allKinds.find((name) => name === address.kind),
  };
}

const DAY_MS = 86_400_000;

/** As many columns as can be told apart: days of a month, weeks of a quarter, months of a year. */
export function groupFor({ from, to }: { from: string; to: string }): Group {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days <= 45) return "day";
  return days <= 185 ? "week" : "month";
}

/** First days of every month, week (from Monday) or day of a period, so that a chart shows silent ones too. */
export function startsOf({ from, to, group }: Pick<Choice, "from" | "to" | "group">): readonly string[] {
  const starts: string[] = [];
  const utcDay = (date: Date) => date.toISOString().slice(0, 10);
  const at = new Date(`${from}T00:00:00Z`);
  if (group === "month") at.setUTCDate(1);
  if (group === "week") at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  while (utcDay(at) <= to && starts.length < 400) {
    starts.push(utcDay(at));
    if (group === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCDate(at.getUTCDate() + (group === "week" ? 7 : 1));
  }
  return starts;
}
