import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { inTransaction } from "@/lib/db/transaction";
import { forget } from "@/lib/once";
import { addOutgoingWebhook } from "@/lib/outgoing/add-webhook";
import { removeOutgoingWebhook } from "@/lib/outgoing/change-webhook";
import type { Resolve } from "@/lib/outgoing/check-address";
import { listOutgoingDeliveries } from "@/lib/outgoing/list-deliveries";
import { listOutgoingWebhooks } from "@/lib/outgoing/list-webhooks";
import { appendEvents } from "@/lib/realtime/append-event";
import { outgoingEvents } from "@/lib/wire/outgoing-webhooks";
import { resetClock } from "../../support/clock";
import { makeAdmin } from "../../support/factories";
import { makeStoredChat, makeStoredMessage, makeStoredSeller } from "../../support/stored-chats";
import { type Receiver, startReceiver } from "./receiver";

/** As a process that was started with this setting. */
export function allowPrivate(value: "0" | "1"): void {
  process.env.OUTGOING_ALLOW_PRIVATE = value;
  forget("env");
}

/** A seller whose buyers write, an admin, and a receiver of its own for each test. Call it after `ownDatabase`. */
export interface Outside {
  readonly admin: Actor;
  readonly sellerId: string;
  readonly receiver: Receiver;
  /** An address that hears of everything; the receiver's unless another is named. */
  listen(url?: string, resolve?: Resolve): Promise<{ id: string; secret: string }>;
  /** A buyer writes, as ingest stores it; answers the message's id. */
  say(text: string): Promise<string>;
}

export function ownOutside(): Outside {
  let admin: Actor;
  let sellerId: string;
  let chatId: string;
  let receiver: Receiver;
  beforeAll(async () => {
    allowPrivate("1");
    admin = (await makeAdmin()).actor;
    sellerId = await makeStoredSeller("Магазин");
    chatId = await makeStoredChat(sellerId);
  });
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    resetClock();
    allowPrivate("1");
    await receiver.close();
    for (const { id } of await listOutgoingWebhooks())
      await removeOutgoingWebhook({ actor: admin, webhookId: id });
  });
  afterAll(() => allowPrivate("0"));
  return {
    get admin() {
      return admin;
    },
    get sellerId() {
      return sellerId;
    },
    get receiver() {
      return receiver;
    },
    async listen(url = receiver.url, resolve) {
      const given = { name: "Склад", url, events: outgoingEvents, seller_ids: [] };
      const added = await addOutgoingWebhook({ actor: admin, given, resolve });
      return { id: added.outgoing_webhook.id, secret: added.secret };
    },
    async say(text) {
      const subjectId = await makeStoredMessage({ sellerId, chatId }, { text });
      await inTransaction((tx) => appendEvents(tx, [{ name: "message.created", sellerId, subjectId }]));
      return subjectId;
    },
  };
}

export async function deliveriesOf(webhookId: string) {
  return (await listOutgoingDeliveries({ webhookId, limit: 100 })).items;
}

/** The address's one delivery. */
export async function theOne(webhookId: string) {
  const items = await deliveriesOf(webhookId);
  expect(items).toHaveLength(1);
  return items[0];
}

/** The address as the list shows it. */
export async function stateOf(webhookId: string) {
  return (await listOutgoingWebhooks()).find((webhook) => webhook.id === webhookId);
}
