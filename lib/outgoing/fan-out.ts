import { z } from "zod";
import { now } from "../clock";
import { db } from "../db/client";
import { readSetting, type SettingOf } from "../db/setting";
import { inTransaction, type Tx } from "../db/transaction";
import { log } from "../log";
import { enqueue } from "../queue/enqueue";
import { comparePositions, formatPosition, type Position, parsePosition } from "../realtime/position";
import { lookForEvents, readPresentPosition, type StoredEvent } from "../realtime/read-events";
import type { WebhookRow } from "./model";
import { type OutgoingFact, readFacts } from "./read-subjects";

/** Events read at once. */
const BATCH = 500;
const BEGINNING: Position = { xid: 0n, id: 0n };

/** How far the events were passed on to addresses outside, for all processes. */
const reached: SettingOf<z.ZodNullable<z.ZodString>> = {
  name: "outgoing_position",
  schema: z.string().nullable(),
  fallback: null,
};

/**
 * What is to be done next: `idle`, no address listens and nothing was read; `soon`, some committed events stand behind a
 * transaction that still runs; `dry`, everything was passed on.
 */
export type FanOutState = "idle" | "soon" | "dry";

/** Passes on everything there is, batch by batch. Any number may run it: a batch is written by exactly one of them. */
export async function passEventsOn(): Promise<FanOutState> {
  for (;;) {
    const state = await passBatchOn();
    if (state !== "more") return state;
  }
}

/**
 * One batch: reads outside of any transaction, then writes deliveries and the new position in one, guarded by the old
 * position. Killed anywhere it leaves either both or neither; a second reader that was slower writes nothing.
 */
async function passBatchOn(): Promise<FanOutState | "more"> {
  const listening = await listActive();
  if (listening.length === 0) return "idle";
  const stored = await readSetting(reached);
  const from = await beginningOf(listening, stored);
  if (from === null) return "more";
  const { events, areSomeHeldBack } = await lookForEvents(from, BATCH);
  const last = events.at(-1);
  if (last === undefined) return areSomeHeldBack ? "soon" : "dry";
  const facts = await readFacts(events.filter(({ name }) => isToldOutside(name)));
  // Asked after the events were read: whoever was added before one of them happened is in this list.
  const deliveries = fitting(facts, await listActive());
  // no audit: events pass through; who added the address is audited.
  await inTransaction(async (tx) => {
    if (!(await moveOn(tx, stored, formatPosition(last.position)))) return; // somebody else passed them on
    await insertDeliveries(tx, deliveries);
    for (const webhookId of new Set(deliveries.map((delivery) => delivery.webhookId)))
      tx.afterCommit(() => enqueue("send-outgoing", { webhook_id: webhookId }));
  });
  if (events.length === BATCH) return "more";
  return areSomeHeldBack ? "soon" : "dry";
}

function listActive(): Promise<WebhookRow[]> {
  return db().outgoingWebhook.findMany({ where: { status: "active" } });
}

function isToldOutside(name: StoredEvent["name"]): boolean {
  return name !== "note.created" && name !== "presence.updated" && name !== "notice.created";
}

/**
 * Where to read on: after what was passed on, or where the first address began to listen, whichever is later. While
 * nobody listened nothing was read, so that the position jumps over it. Null: look again.
 */
async function beginningOf(webhooks: readonly WebhookRow[], stored: string | null): Promise<Position | null> {
  const heardFrom = webhooks.map(heardFromOf).sort(comparePositions)[0] ?? BEGINNING;
  const passed = stored === null ? null : parsePosition(stored);
  const from = passed === null || comparePositions(passed, heardFrom) < 0 ? heardFrom : passed;
  const present = await readPresentPosition();
  if (from.xid <= present.xid) return from;
  // Another transaction may have ended since; only a database restored elsewhere counts from anew.
  const [row] = await db().$queryRaw<Array<{ is_ahead: boolean }>>`
    SELECT ${from.xid.toString()}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) AS is_ahead`;
  if (row?.is_ahead !== true) return from;
  await beginAnew(present);
  return null;
}

/** The numbers of transactions began anew (a restored database): everything before this moment counts as passed on. */
async function beginAnew(present: Position): Promise<void> {
  const position = formatPosition(present);
  log().warn("the numbers of transactions began anew; outgoing webhooks hear of what comes from now on");
  // no audit: the machine finds its place again.
  await inTransaction(async (tx) => {
    await tx.sql.outgoingWebhook.updateMany({ data: { heardFrom: position } });
    await tx.sql.setting.deleteMany({ where: { name: reached.name } });
  });
}

function heardFromOf(webhook: WebhookRow): Position {
  return parsePosition(webhook.heardFrom) ?? BEGINNING;
}

interface NewDelivery extends OutgoingFact {
  readonly webhookId: string;
}

/** Each fact for each address that asked for it. */
function fitting(
  facts: ReadonlyMap<StoredEvent, OutgoingFact>,
  webhooks: readonly WebhookRow[],
): NewDelivery[] {
  const listeners = webhooks.map((webhook) => ({
    webhookId: webhook.id,
    heardFrom: heardFromOf(webhook),
    events: new Set(webhook.events),
    sellerIds: new Set(webhook.sellerIds),
  }));
  return [...facts].flatMap(([{ position }, fact]) =>
    listeners
      .filter(
        ({ heardFrom, events, sellerIds }) =>
          events.has(fact.event) &&
          comparePositions(position, heardFrom) > 0 &&
          (sellerIds.size === 0 || (fact.sellerId !== null && sellerIds.has(fact.sellerId))),
      )
      .map(({ webhookId }) => ({ ...fact, webhookId })),
  );
}

/** False when the position is not what was read: then the batch is somebody else's. */
async function moveOn(tx: Tx, from: string | null, to: string): Promise<boolean> {
  const moved = await tx.sql.$executeRaw`
    INSERT INTO settings (name, value, updated_at) VALUES (${reached.name}, to_jsonb(${to}::text), now())
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
      WHERE settings.value = to_jsonb(${from}::text)`;
  return moved === 1;
}

async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const at = now();
  // An address that was removed while the batch was read takes its deliveries with it.
  await tx.sql.$executeRaw`
    INSERT INTO outgoing_deliveries (webhook_id, event, seller_id, payload, due_at, created_at)
    SELECT d.webhook_id, d.event, d.seller_id, d.payload::jsonb, ${at}::timestamptz, ${at}::timestamptz
      FROM unnest(${deliveries.map(({ webhookId }) => webhookId)}::uuid[], ${deliveries.map(({ event }) => event)}::text[],
                  ${deliveries.map(({ sellerId }) => sellerId)}::uuid[],
                  ${deliveries.map(({ payload }) => JSON.stringify(payload))}::text[])
           WITH ORDINALITY AS d (webhook_id, event, seller_id, payload, place)
      JOIN outgoing_webhooks w ON w.id = d.webhook_id AND w.status = 'active'
     ORDER BY d.place`;
}
