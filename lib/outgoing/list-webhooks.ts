import { db } from "../db/client";
import type { OutgoingWebhook } from "../wire/outgoing-webhooks";
import { toWireWebhooks } from "./require-webhook";

/** All addresses, the oldest first. */
export async function listOutgoingWebhooks(): Promise<OutgoingWebhook[]> {
  return toWireWebhooks(await db().outgoingWebhook.findMany({ orderBy: { id: "asc" } }));
}
