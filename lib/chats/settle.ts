import { db } from "../db/client";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import { connectSeller } from "../sellers/connect-seller";
import type { OpenMessage } from "./outbox";
import { OVERLAP_MS, readHistory } from "./read-history";

/**
 * A message may or may not have reached the marketplace: reads the chat's history, where taking it in links our message
 * to what is shown. `settled`: it is no longer in flight; `not_shown`: the history was read and does not have it (yet);
 * `unreadable`: the history could not be read now.
 */
export async function settle(message: OpenMessage): Promise<"settled" | "not_shown" | "unreadable"> {
  try {
    const marketplace = await connectSeller({ sellerId: message.sellerId, lane: "reply" });
    const chat = await db().chat.findUniqueOrThrow({
      where: { id: message.chatId },
      select: { id: true, externalId: true, syncedExternalId: true },
    });
    await readHistory({
      sellerId: message.sellerId,
      marketplace,
      chat,
      loudness: "live",
      overlapMs: OVERLAP_MS,
    });
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    log().info(
      { message_id: message.id, kind: error.kind },
      "the history that would settle a message cannot be read",
    );
    return "unreadable";
  }
  const row = await db().message.findUnique({ where: { id: message.id }, select: { status: true } });
  return row?.status === "sending" ? "not_shown" : "settled";
}
