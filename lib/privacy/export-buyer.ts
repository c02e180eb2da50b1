import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { requireChat } from "../chats/read";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { findBuyerChats } from "./buyer-chats";

/**
 * Everything stored of a chat's buyer at its seller, for handing to them: chats, messages, files by name, colleagues'
 * notes, orders. Left out: the marketplace's addresses of files, which need the seller's key. Throws `not_found`.
 */
export async function exportBuyer({ actor, chatId }: { actor: Actor; chatId: string }): Promise<object> {
  const chat = await requireChat(actor, chatId);
  const found = await findBuyerChats(chat);
  const ids = found.map(({ id }) => id);
  const [chats, seller] = await Promise.all([
    db().chat.findMany({
      where: { id: { in: ids } },
      include: {
        messages: {
          where: { status: { not: "cancelled" } },
          orderBy: [{ createdAt: "asc" }, { seq: "asc" }],
          include: { attachments: { orderBy: { position: "asc" } } },
        },
        notes: { where: { kind: { not: "activity" } }, orderBy: { createdAt: "asc" } },
      },
      orderBy: { createdAt: "asc" },
    }),
    db().seller.findUniqueOrThrow({ where: { id: chat.sellerId } }),
  ]);
  const postings = await findPostings(chat.sellerId, chats);
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "buyer.exported",
      subject: { type: "chat", id: chat.id },
      sellerId: chat.sellerId,
      details: { chat_ids: ids },
      requestId: actor.requestId,
    }),
  );
  const foundBy = new Map(found.map((one) => [one.id, one.foundBy]));
  return {
    made_at: now().toISOString(),
    seller: { name: seller.name, marketplace: seller.marketplace, account_id: seller.accountId },
    how_found:
      "this_chat: the chat the export was asked for. same_author: the marketplace gave its writer the same id. " +
      "Chats that only share a name or an order are not among them.",
    chats: chats.map((one) => toChat(one, foundBy.get(one.id) ?? "this_chat")),
    orders: postings,
    returns: await findReturns(chat.sellerId, postings),
  };
}

/** What they gave back, or asked to. The marketplace's addresses of pictures are left out like those of files. */
async function findReturns(sellerId: string, postings: readonly ExportedOrder[]): Promise<object[]> {
  const postingNumbers = postings.map((posting) => posting.posting_number);
  const orderNumbers = postings.map((posting) => posting.order_number);
  // indexes returns_seller_id_posting_number_idx, returns_of_order
  const rows = await db().return.findMany({
    where: {
      sellerId,
      OR: [{ postingNumber: { in: postingNumbers } }, { orderNumber: { in: orderNumbers } }],
    },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({
    number: row.number ?? row.externalId,
    posting_number: row.postingNumber,
    order_number: row.orderNumber,
    state: row.state,
    buyer_name: row.buyerName,
    product: row.productName,
    reason: row.reason,
    comment: row.comment,
    photos: row.photos.length,
  }));
}

interface ExportedOrder {
  readonly posting_number: string;
  readonly order_number: string;
}

/** Of the orders that the chats speak of, and others of the accounts that placed them. */
async function findPostings(
  sellerId: string,
  chats: ReadonlyArray<{ orderNumber: string | null; postingNumber: string | null; buyerKey: string | null }>,
): Promise<ExportedOrder[]> {
  const orders = chats.flatMap((chat) => chat.orderNumber ?? []);
  const numbers = chats.flatMap((chat) => chat.postingNumber ?? []);
  const spokenOf = { OR: [{ orderNumber: { in: orders } }, { postingNumber: { in: numbers } }] };
  const named = await db().posting.findMany({ where: { sellerId, ...spokenOf }, select: { buyerKey: true } });
  const accounts = [...named, ...chats].flatMap(({ buyerKey }) => buyerKey ?? []);
  const rows = await db().posting.findMany({
    where: { sellerId, OR: [...spokenOf.OR, { buyerKey: { in: accounts } }] },
    orderBy: { postingNumber: "asc" },
  });
  return rows.map((row) => ({
    posting_number: row.postingNumber,
    order_number: row.orderNumber,
    scheme: row.scheme,
    state: row.state,
    buyer_name: row.buyerName,
    city: row.city,
    region: row.region,
    tracking_number: row.trackingNumber,
    total: row.total?.toFixed(2) ?? null,
    currency: row.currency,
    ordered_at: row.orderedAt?.toISOString() ?? null,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    products: row.products,
  }));
}

type ExportedChat = Prisma.ChatGetPayload<{
  include: { messages: { include: { attachments: true } }; notes: true };
}>;

function toChat(chat: ExportedChat, foundBy: string): object {
  return {
    id: chat.id,
    found_by: foundBy,
    marketplace_id: chat.externalId,
    buyer_name: chat.buyerName,
    order_number: chat.orderNumber,
    status: chat.status,
    tags: chat.tags,
    created_at: chat.createdAt.toISOString(),
    messages: chat.messages.map((message) => ({
      id: message.externalId,
      direction: message.direction,
      author: { type: message.authorType, id: message.authorId, name: message.authorName },
      text: message.text,
      created_at: message.createdAt.toISOString(),
      files: message.attachments.map((file) => ({
        type: file.type,
        name: file.fileName,
        size_bytes: file.sizeBytes,
      })),
    })),
    notes: chat.notes.map((note) => ({
      author: note.authorName,
      text: note.text,
      created_at: note.createdAt.toISOString(),
    })),
  };
}
