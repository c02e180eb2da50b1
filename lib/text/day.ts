/** The calendar day of an instant in the reader's own zone, as a key that sorts: "2026-11-21". */
export function dayKey(instant: Date): string {
  const month = String(instant.getMonth() + 1).padStart(2, "0");
  return `${instant.getFullYear()}-${month}-${String(instant.getDate()).padStart(2, "0")}`;
}

/** Whole calendar days from `from` to `to` in the reader's zone: 0 today, 1 tomorrow, -1 yesterday. */
export function daysBetween(from: Date, to: Date): number {
  // Noon: a change to or from summer time moves it by an hour and never over midnight.
  const noonOf = (instant: Date) =>
    new Date(instant.getFullYear(), instant.getMonth(), instant.getDate(), 12).getTime();
  return Math.round((noonOf(to) - noonOf(from)) / 86_400_000);
}
