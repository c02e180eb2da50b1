import type { Alert as AlertRow } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { env } from "../env";
import { log } from "../log";
import { appendEvents } from "../realtime/append-event";
import { alert } from "../wire/operations";
import { type AlertKind, isCalm, type Trouble } from "./alert-rules";
import { findMissingWorkers, findTroubles } from "./find-troubles";

/** How long alerts that ended are shown in the history, in milliseconds. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

const kinds: readonly AlertKind[] = alert.shape.kind.options;

/** Looks at everything and raises or ends alerts. Every workers process may do it at any time: the rows decide. */
export async function watchAlerts(): Promise<void> {
  await bringInLine(await findTroubles(), kinds);
}

/** What no worker can notice: that there is none. For web processes. */
export async function watchWorkers(): Promise<void> {
  await bringInLine(await findMissingWorkers(), ["no_workers"]);
}

async function bringInLine(troubles: readonly Trouble[], watched: readonly AlertKind[]): Promise<void> {
  const open = await db().alert.findMany({ where: { resolvedAt: null, kind: { in: [...watched] } } });
  const byKey = new Map(open.map((row) => [keyOf(row), row]));
  for (const trouble of troubles) {
    const row = byKey.get(keyOf(trouble));
    if (row === undefined) await raise(trouble);
    else await keepOpen(row, trouble);
  }
  const present = new Set(troubles.map(keyOf));
  for (const row of open) if (!present.has(keyOf(row))) await letCalm(row);
}

const keyOf = (one: { kind: string; subject: string }) => `${one.kind} ${one.subject}`;

/** Guarded by the index alerts_one_open: of several processes that see the same, one raises it. */
async function raise(trouble: Trouble): Promise<void> {
  // no audit: an alert is what the machine noticed; its row is the record of it.
  await inTransaction(async (tx) => {
    const rows = await tx.sql.$queryRaw<Array<{ id: string }>>`
      INSERT INTO alerts (kind, subject, seller_id, details, raised_at)
      VALUES (${trouble.kind}, ${trouble.subject}, ${trouble.sellerId}::uuid,
              ${JSON.stringify(trouble.details)}::jsonb, ${now()})
      ON CONFLICT (kind, subject) WHERE resolved_at IS NULL DO NOTHING RETURNING id`;
    const [raised] = rows;
    if (raised === undefined) return;
    await appendEvents(tx, [{ name: "alert.updated", sellerId: trouble.sellerId, subjectId: raised.id }]);
    log().warn({ alert: trouble.kind, subject: trouble.subject, seller_id: trouble.sellerId }, "an alert");
  });
}

/** It goes on: its numbers are renewed quietly, and its calm is over. */
async function keepOpen(row: AlertRow, { details }: Trouble): Promise<void> {
  const isSame = JSON.stringify(sorted(row.details)) === JSON.stringify(sorted(details));
  if (isSame && row.calmSince === null) return;
  await db().alert.updateMany({
    where: { id: row.id, resolvedAt: null },
    data: { details, calmSince: null },
  });
}

/** Postgres keeps the keys of JSON in an order of its own. */
function sorted(details: unknown): unknown {
  return Object.entries(details ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Its reason is gone: noted first, ended when that has lasted. */
async function letCalm(row: AlertRow): Promise<void> {
  const at = now();
  const kind = alert.shape.kind.parse(row.kind);
  if (!isCalm({ kind, calmSince: row.calmSince }, at, env().POLL_INTERVAL_SECONDS)) {
    await db().alert.updateMany({
      where: { id: row.id, resolvedAt: null, calmSince: null },
      data: { calmSince: at },
    });
    return;
  }
  // no audit: see `raise`.
  await inTransaction(async (tx) => {
    const ended = await tx.sql.alert.updateMany({
      // Another process may have seen it come back meanwhile.
      where: { id: row.id, resolvedAt: null, calmSince: row.calmSince },
      data: { resolvedAt: at },
    });
    if (ended.count === 0) return;
    await appendEvents(tx, [{ name: "alert.updated", sellerId: row.sellerId, subjectId: row.id }]);
    log().info({ alert: row.kind, subject: row.subject, seller_id: row.sellerId }, "an alert ended");
  });
}

/** For the sweep. */
export async function forgetOldAlerts(): Promise<void> {
  await db().alert.deleteMany({ where: { resolvedAt: { lt: new Date(now().getTime() - KEPT_MS) } } });
}
