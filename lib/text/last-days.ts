/** Days as the marketplace books them: in Moscow's time. */
const ZONE = "Europe/Moscow";
const DAY_MS = 86_400_000;

/** The last so many days up to the day of `at`, that day too, as YYYY-MM-DD. */
export function lastDays(days: number, at: Date): { from: string; to: string } {
  const to = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(at);
  const from = new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from, to };
}
