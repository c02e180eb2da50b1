/** How far a zone's clocks are ahead of UTC at an instant, in ms. */
function offsetAt(instantMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instantMs);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
  );
  return wall - Math.floor(instantMs / 1000) * 1000;
}

/** The instant of a wall clock's "2026-11-22T10:00" in a zone; null for what is no time. */
export function toInstant(local: string, zone: string): Date | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  // The offset that holds there is known only near the instant itself: guessed once, mended once.
  const guess = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(guess, zone));
}

/** What the clocks of a zone show at an instant, as a field of date and time takes it. */
export function toLocal(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), zone)).toISOString().slice(0, 16);
}

const HOUR_MS = 3_600_000;

/** A time to begin with where none was chosen: the next full hour, an hour away at least. */
export function suggestTime(nowMs: number, zone: string): string {
  return toLocal(new Date(Math.ceil(nowMs / HOUR_MS) * HOUR_MS + HOUR_MS), zone);
}

/** Where buyers of these marketplaces live, west to east. */
const nearZones = [
  "Europe/Kaliningrad",
  "Europe/Moscow",
  "Europe/Minsk",
  "Europe/Samara",
  "Asia/Yerevan",
  "Asia/Yekaterinburg",
  "Asia/Almaty",
  "Asia/Tashkent",
  "Asia/Bishkek",
  "Asia/Omsk",
  "Asia/Novosibirsk",
  "Asia/Krasnoyarsk",
  "Asia/Irkutsk",
  "Asia/Yakutsk",
  "Asia/Vladivostok",
  "Asia/Magadan",
  "Asia/Kamchatka",
] as const;

/** Zones to choose from: the usual ones, and those that are in use already. */
export function zonesWith(...used: readonly string[]): readonly string[] {
  return [...new Set([...nearZones, ...used])];
}
