/** Periods a person picks by name; `custom` is said by its two days. */
export const presets = ["today", "yesterday", "week", "month", "quarter"] as const;
export type Preset = (typeof presets)[number];

/** What the address of the screen says. Days are local, YYYY-MM-DD; `to` is the last day, inclusive. */
export interface Choice {
  readonly preset: Preset | "custom";
  readonly from: string;
  readonly to: string;
  readonly sellerId: string | null;
  readonly operatorId: string | null;
}

const daysBack: Record<Preset, readonly [from: number, to: number]> = {
  today: [0, 0],
  yesterday: [1, 1],
  week: [6, 0],
  month: [29, 0],
  quarter: [89, 0],
};

/** Local day of an instant, YYYY-MM-DD. */
export function toDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** First and last day of a named period, seen from `now`. */
export function daysOf(preset: Preset, now: Date): { from: string; to: string } {
  const [from, to] = daysBack[preset];
  const back = (days: number) => toDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
  return { from: back(from), to: back(to) };
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** What the address asks for; anything unreadable falls back to the last seven days. */
export function parseChoice(search: URLSearchParams, now: Date): Choice {
  const preset = presets.find((name) => name === search.get("period"));
  const from = search.get("from") ?? "";
  const to = search.get("to") ?? "";
  const people = { sellerId: search.get("seller"), operatorId: search.get("operator") };
  if (preset === undefined && isDay(from) && isDay(to) && from <= to)
    return { preset: "custom", from, to, ...people };
  return { preset: preset ?? "week", ...daysOf(preset ?? "week", now), ...people };
}

function isDay(text: string): boolean {
  return dayPattern.test(text) && !Number.isNaN(Date.parse(text));
}

/** The choice as an address keeps it. */
export function toSearch(choice: Choice): string {
  const search = new URLSearchParams();
  if (choice.preset === "custom") {
    search.set("from", choice.from);
    search.set("to", choice.to);
  } else search.set("period", choice.preset);
  if (choice.sellerId !== null) search.set("seller", choice.sellerId);
  if (choice.operatorId !== null) search.set("operator", choice.operatorId);
  return search.toString();
}

/** The choice as the server is asked: instants of the reader's midnights, the end exclusive. */
export function toReportQuery(choice: Choice, timeZone: string) {
  const [year = 0, month = 1, day = 1] = choice.to.split("-").map(Number);
  return {
    from: localMidnight(choice.from).toISOString(),
    to: new Date(year, month - 1, day + 1).toISOString(),
    time_zone: timeZone,
    seller_id: choice.sellerId ?? undefined,
    operator_id: choice.operatorId ?? undefined,
  };
}

function localMidnight(text: string): Date {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return new Date(year, month - 1, day);
}

/** Every local day of the choice, so that a chart shows silent days too. */
export function listDays(choice: Pick<Choice, "from" | "to">): string[] {
  const days: string[] = [];
  for (let date = localMidnight(choice.from); toDay(date) <= choice.to; ) {
    days.push(toDay(date));
    date = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
  }
  return days;
}
