import { db } from "../db/client";
import type { FindKnownChats } from "../marketplaces/ports";

/** What we know of a seller's chats, for an adapter that must tell what moved. */
export function knownChatsOf(sellerId: string): FindKnownChats {
  return async (externalIds) => {
    const rows = await db().chat.findMany({
      where: { sellerId, externalId: { in: [...externalIds] } },
      select: {
        externalId: true,
        announcedExternalId: true,
        lastMessageAt: true,
        unreadCount: true,
        marketplaceStatus: true,
      },
    });
    return new Map(
      rows.map((row) => [
        row.externalId,
        {
          announcedExternalId: row.announcedExternalId,
          lastMessageAt: row.lastMessageAt,
          unreadCount: row.unreadCount,
          status: row.marketplaceStatus === "closed" ? ("closed" as const) : ("open" as const),
        },
      ]),
    );
  };
}
