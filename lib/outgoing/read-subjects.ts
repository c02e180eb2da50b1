import { readActionsForStream } from "../actions/read";
import { readBroadcastsForStream } from "../broadcasts/read";
import { readChatsForStream, readMessagesForStream } from "../chats/read";
import { db } from "../db/client";
import { readAlertsForStream } from "../operations/read-alerts";
import { readOrdersForStream } from "../orders/read";
import type { StoredEvent } from "../realtime/read-events";
import { readSellersForStream } from "../sellers/read";
import type { Alert } from "../wire/operations";
import type { OutgoingEvent } from "../wire/outgoing-webhooks";
import type { Payload } from "./model";

/** What one event says to the outside. */
export interface OutgoingFact {
  readonly event: OutgoingEvent;
  /** Null: of no seller; for addresses that hear of all of them. */
  readonly sellerId: string | null;
  readonly payload: Payload;
}

type Things = Readonly<
  Record<"message" | "chat" | "seller" | "broadcast" | "order" | "action", ReadonlyMap<string, object>>
> & {
  readonly alert: ReadonlyMap<string, Alert>;
};

/**
 * The things that events are about, exactly as the API shows them to somebody who sees no secret. In the order of the
 * events; one whose thing is gone, whose seller was removed, or that is told to nobody outside, is left out.
 */
export async function readFacts(events: readonly StoredEvent[]): Promise<Map<StoredEvent, OutgoingFact>> {
  const [things, times, living] = await Promise.all([
    readThings(events),
    readTimes(events),
    readLiving(events),
  ]);
  const facts = new Map<StoredEvent, OutgoingFact>();
  for (const event of events) {
    if (event.sellerId !== null && !living.has(event.sellerId)) continue;
    const at = times.get(event.position.id);
    const fact = at === undefined ? null : toFact(event, things, at);
    if (fact !== null) facts.set(event, fact);
  }
  return facts;
}

function toFact(event: StoredEvent, things: Things, at: Date): OutgoingFact | null {
  const told = (name: OutgoingEvent, sellerId: string | null, data: object): OutgoingFact => ({
    event: name,
    sellerId,
    payload: { type: name, timestamp: at.toISOString(), data },
  });
  switch (event.name) {
    case "message.created":
    case "message.updated": {
      const message = things.message.get(event.subjectId);
      return message === undefined ? null : told(event.name, event.sellerId, { message });
    }
    case "chat.updated": {
      const chat = things.chat.get(event.subjectId);
      return chat === undefined ? null : told(event.name, event.sellerId, { chat });
    }
    case "seller.updated": {
      const seller = things.seller.get(event.subjectId);
      return seller === undefined ? null : told(event.name, event.sellerId, { seller });
    }
    case "broadcast.updated": {
      const broadcast = things.broadcast.get(event.subjectId);
      return broadcast === undefined ? null : told(event.name, event.sellerId, { broadcast });
    }
    case "order.updated": {
      const order = things.order.get(event.subjectId);
      return order === undefined ? null : told(event.name, event.sellerId, { order });
    }
    case "action.updated": {
      const action = things.action.get(event.subjectId);
      return action === undefined ? null : told(event.name, event.sellerId, { action });
    }
    case "alert.updated": {
      const alert = things.alert.get(event.subjectId);
      return alert === undefined ? null : told(nameOfAlert(alert, at), alert.seller_id, { alert });
    }
    case "section.updated":
    case "note.created":
    case "presence.updated":
    case "notice.created":
      return null; // for the team alone
    default:
      return event.name satisfies never;
  }
}

/** An alert may be over by the time its beginning is told: whichever of the two moments the event stands closer to. */
function nameOfAlert(alert: Alert, at: Date): "alert.raised" | "alert.resolved" {
  if (alert.resolved_at === null) return "alert.raised";
  const distance = (instant: string) => Math.abs(at.getTime() - new Date(instant).getTime());
  return distance(alert.resolved_at) <= distance(alert.raised_at) ? "alert.resolved" : "alert.raised";
}

async function readThings(events: readonly StoredEvent[]): Promise<Things> {
  const idsOf = (noun: string) => [
    ...new Set(events.filter(({ name }) => name.startsWith(`${noun}.`)).map(({ subjectId }) => subjectId)),
  ];
  const read = async <T>(noun: string, ask: (ids: readonly string[]) => Promise<Map<string, T>>) => {
    const ids = idsOf(noun);
    return ids.length === 0 ? new Map<string, T>() : ask(ids);
  };
  const [message, chat, seller, alert, broadcast, order, action] = await Promise.all([
    read("message", readMessagesForStream),
    read("chat", readChatsForStream),
    read("seller", readSellersForStream),
    read("alert", readAlertsForStream),
    read("broadcast", readBroadcastsForStream),
    read("order", readOrdersForStream),
    read("action", readActionsForStream),
  ]);
  return { message, chat, seller, alert, broadcast, order, action };
}

async function readTimes(events: readonly StoredEvent[]): Promise<Map<bigint, Date>> {
  const rows = await db().event.findMany({
    where: { id: { in: events.map(({ position }) => position.id) } },
    select: { id: true, createdAt: true },
  });
  return new Map(rows.map((row) => [row.id, row.createdAt]));
}

/** Sellers among the events' that were not removed. */
async function readLiving(events: readonly StoredEvent[]): Promise<Set<string>> {
  const ids = [...new Set(events.flatMap(({ sellerId }) => (sellerId === null ? [] : [sellerId])))];
  const rows = await db().seller.findMany({
    where: { id: { in: ids }, deletedAt: null },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}
