import type { Alert as AlertRow } from "@/generated/prisma/client";
import { db } from "../db/client";
import { type Alert, alert } from "../wire/operations";

/** Alerts by id, for streams. */
export async function readAlertsForStream(ids: readonly string[]): Promise<Map<string, Alert>> {
  const rows = await db().alert.findMany({ where: { id: { in: [...ids] } } });
  const alerts = await toWireAlerts(rows);
  return new Map(alerts.map((one) => [one.id, one]));
}

/** Public form, with the names of the sellers they are about. */
export async function toWireAlerts(rows: readonly AlertRow[]): Promise<Alert[]> {
  const sellerIds = rows.flatMap((row) => (row.sellerId === null ? [] : [row.sellerId]));
  const sellers = await db().seller.findMany({
    where: { id: { in: sellerIds } },
    select: { id: true, name: true },
  });
  const names = new Map(sellers.map((seller) => [seller.id, seller.name]));
  return rows.map((row) => ({
    id: row.id,
    kind: alert.shape.kind.parse(row.kind),
    subject: row.subject,
    seller_id: row.sellerId,
    seller_name: row.sellerId === null ? null : (names.get(row.sellerId) ?? null),
    details: alert.shape.details.parse(row.details),
    raised_at: row.raisedAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
  }));
}
