import { randomUUID } from "node:crypto";
import { listAudience } from "@/lib/broadcasts/list-audience";
import { db } from "@/lib/db/client";
import { type AudienceFilters, type ExclusionReason, exclusionReasons } from "@/lib/wire/audience";
import { nobody } from "../../support/actor";
import { makeStoredChat } from "../../support/stored-chats";

const HOUR = 3_600_000;
export const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR);
export const daysAgo = (days: number): Date => hoursAgo(days * 24);
export const inHours = (hours: number): Date => hoursAgo(-hours);

/** A buyer's chat that nothing speaks against: answered an hour ago, writable for two days. `name` tells it in lists. */
export function makeBuyer(
  sellerId: string,
  name: string,
  data: Parameters<typeof makeStoredChat>[1] = {},
): Promise<string> {
  return makeStoredChat(sellerId, {
    buyerName: name,
    buyerLastAt: hoursAgo(1),
    lastMessageAt: hoursAgo(1),
    writableUntil: inHours(47),
    language: "ru",
    ...data,
  });
}

/** A posting as the marketplace would have shown it. */
export async function makePosting(
  sellerId: string,
  orderNumber: string,
  data: {
    postingNumber?: string;
    stage?: string;
    orderedAt?: Date;
    timeZone?: string;
    buyerKey?: string;
    offers?: readonly string[];
  } = {},
): Promise<void> {
  const { offers = [], postingNumber = `${orderNumber}-1`, ...rest } = data;
  await db().posting.create({
    data: {
      sellerId,
      orderNumber,
      postingNumber,
      status: "delivering",
      state: "delivering",
      products: offers.map((offer) => ({
        name: offer,
        sku: null,
        offer_id: offer,
        quantity: 1,
        price: null,
        currency: null,
      })),
      ...rest,
    },
  });
}

/** A recipient of an earlier broadcast, with a broadcast of its own. Answers the broadcast's id. */
export async function makeEarlier(
  sellerId: string,
  chatId: string,
  data: {
    sentAt?: Date | null;
    status?: string;
    repliedAt?: Date;
    buyerKey?: string;
    onceKey?: string;
    broadcastId?: string;
  } = {},
): Promise<string> {
  const { broadcastId = await makeBroadcast(sellerId), ...rest } = data;
  await db().broadcastRecipient.create({
    data: { broadcastId, sellerId, chatId, status: "sent", sentAt: daysAgo(3), ...rest },
  });
  return broadcastId;
}

/** A draft to everybody, as its row. Answers its id. */
export async function makeBroadcast(
  sellerId: string,
  data: Partial<Omit<Parameters<ReturnType<typeof db>["broadcast"]["create"]>[0]["data"], "seller">> = {},
): Promise<string> {
  const row = await db().broadcast.create({
    data: {
      name: randomUUID(),
      variants: [{ key: "A", template: "Привет", share: 100 }],
      rateLimit: 10,
      ...data,
      sellerId,
    } as never, // the union of Prisma's two input forms; rows here name their seller by its id alone
  });
  return row.id;
}

interface Asked {
  readonly filters?: AudienceFilters;
  readonly quiet_hours?: "respect" | "ignore";
  readonly frequency_cap?: "respect" | "ignore";
  readonly rate_limit?: number;
  readonly schedule_at?: string;
}

/** The terms with what goes without saying; the hour at which a test runs says nothing unless it asks for it. */
export function termsOf(sellerId: string, asked: Asked = {}) {
  return {
    seller_id: sellerId,
    filters: {},
    quiet_hours: "ignore" as const,
    frequency_cap: "respect" as const,
    ...asked,
  };
}

/** Names of those who would get it, in the order of their turn; or of those left out for `reason`. */
export async function namesIn(
  sellerId: string,
  asked: Asked = {},
  reason?: ExclusionReason,
): Promise<string[]> {
  const { items } = await listAudience({
    actor: nobody,
    terms: termsOf(sellerId, asked),
    reason,
    limit: 100,
  });
  return items.map((item) => item.buyer_name ?? "");
}

/** Who the filters hold for, left out or not, by name in the order of the alphabet. */
export async function namesMatching(sellerId: string, filters: AudienceFilters): Promise<string[]> {
  const lists = [undefined, ...exclusionReasons].map((reason) => namesIn(sellerId, { filters }, reason));
  return (await Promise.all(lists)).flat().sort();
}
