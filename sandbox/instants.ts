/** `2026-06-26T07:45:30.813407Z`: production's instants carry microseconds. */
export function toMicrosText(atMicros: number): string {
  const ms = Math.floor(atMicros / 1000);
  const rest = String(atMicros - ms * 1000).padStart(3, "0");
  return `${new Date(ms).toISOString().slice(0, -1)}${rest}Z`;
}

/** `2026-02-07T10:00:00Z`, with milliseconds only where there are some: the documents' instants. */
export function toMillisText(atMicros: number): string {
  return new Date(Math.floor(atMicros / 1000)).toISOString().replace(".000Z", "Z");
}

/** Microseconds since 1970 of an ISO 8601 text with up to six decimals, or null when it is none. */
export function parseInstant(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/.exec(text);
  if (match === null) return null;
  const seconds = Date.parse(`${match[1]}${match[3]}`);
  if (Number.isNaN(seconds)) return null;
  return seconds * 1000 + Number((match[2] ?? "").padEnd(6, "0").slice(0, 6));
}
