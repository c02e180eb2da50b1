import { z } from "zod";
import { type Posting as PostingRow, Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { type Chat, type Posting, postingState } from "../wire/chats";
import type { OptOut } from "../wire/opt-outs";
import { toWireChat } from "./model";
import { readOptOut } from "./opt-outs";
import { type ChatListRow, chatColumns, requireChat } from "./read";

const MOST_CHATS = 10;
const MOST_POSTINGS = 20;

/**
 * What stands beside a chat: the shipments of its order as the marketplace last showed them, the newest other chats of
 * the same order or buyer at the same seller, and whether the buyer asked for no broadcasts. Throws `not_found`.
 */
export async function readContext(input: {
  actor: Actor;
  chatId: string;
}): Promise<{ postings: Posting[]; other_chats: Chat[]; opt_out: OptOut | null }> {
  const chat = await requireChat(input.actor, input.chatId);
  const [postings, others, opt_out] = await Promise.all([
    findPostings(chat),
    findOtherChats(chat),
    readOptOut(chat),
  ]);
  return { postings: postings.map(toWirePosting), other_chats: others.map(toWireChat), opt_out };
}

interface ChatOfOrder {
  readonly id: string;
  readonly sellerId: string;
  readonly kind: string;
  readonly buyerName: string | null;
  readonly orderNumber: string | null;
  readonly postingNumber: string | null;
}

async function findPostings(chat: ChatOfOrder): Promise<PostingRow[]> {
  const { orderNumber, postingNumber } = chat;
  if (orderNumber === null && postingNumber === null) return [];
  // index postings_seller_id_order_number_idx, postings_pkey
  return db().posting.findMany({
    where: {
      sellerId: chat.sellerId,
      ...(orderNumber !== null ? { orderNumber } : { postingNumber: postingNumber ?? "" }),
    },
    orderBy: { postingNumber: "asc" },
    take: MOST_POSTINGS,
  });
}

async function findOtherChats(chat: ChatOfOrder): Promise<ChatListRow[]> {
  if (chat.kind !== "buyer" || (chat.orderNumber === null && chat.buyerName === null)) return [];
  // Each half by an index of its own (chats_of_order, chats_of_buyer), newest first.
  const half = (isSame: Prisma.Sql) => Prisma.sql`
    (SELECT c.id FROM chats c WHERE c.seller_id = ${chat.sellerId}::uuid AND c.kind = 'buyer' AND ${isSame}
      ORDER BY c.last_message_at DESC NULLS LAST LIMIT ${MOST_CHATS + 1})`;
  return db().$queryRaw<ChatListRow[]>`
    SELECT ${chatColumns} FROM chats c
     WHERE c.id <> ${chat.id}::uuid AND c.id IN (
       ${half(Prisma.sql`c.order_number = ${chat.orderNumber}`)}
       UNION ${half(Prisma.sql`c.buyer_name = ${chat.buyerName}`)})
     ORDER BY c.last_message_at DESC NULLS LAST, c.id DESC LIMIT ${MOST_CHATS}`;
}

const storedProducts = z.array(
  z.object({
    name: z.string(),
    sku: z.string().nullable(),
    offer_id: z.string().nullable(),
    quantity: z.number().int(),
    price: z.string().nullable(),
    currency: z.string().nullable(),
  }),
);
const storedState = postingState.catch("unknown");

function toWirePosting(row: PostingRow): Posting {
  return {
    posting_number: row.postingNumber,
    order_number: row.orderNumber,
    status: row.status,
    state: storedState.parse(row.state),
    // Written by us alone, in check-orders.
    products: storedProducts.parse(row.products),
    tracking_number: row.trackingNumber,
    ordered_at: row.orderedAt?.toISOString() ?? null,
    ship_by: row.shipBy?.toISOString() ?? null,
    deliver_from: row.deliverFrom?.toISOString() ?? null,
    deliver_by: row.deliverBy?.toISOString() ?? null,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    checked_at: row.checkedAt.toISOString(),
  };
}
