import type { Alert } from "@/lib/wire/operations";

/** From what stops everything to what can wait a few days. */
const order: readonly Alert["kind"][] = [
  "no_workers",
  "disk_full",
  "key_refused",
  "queue_growth",
  "sync_lag",
  "outgoing_webhook_failing",
  "webhook_silent",
  "key_expiring",
];

/** Messages are late or lost to sight because of it: red; everything else is amber. */
export function isGrave(kind: Alert["kind"]): boolean {
  return order.indexOf(kind) < order.indexOf("outgoing_webhook_failing");
}

/** Most urgent first; of the same kind the one that has lasted longest. */
export function sortAlerts(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.raised_at.localeCompare(b.raised_at),
  );
}

/** What was put away in this browser stays so until something new comes up. */
export function isPutAway(alerts: readonly Pick<Alert, "id">[], dismissed: readonly string[]): boolean {
  return alerts.every((one) => dismissed.includes(one.id));
}
