import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { capabilitiesOf } from "../sellers/connect-seller";
import { DEFAULT_SERVICE } from "../sellers/read-service";
import type { BroadcastRow } from "./model";
import { readSparingRules, type SparingRules } from "./rules";

/** What chats are judged by: the moment, the rules in force, and how the seller's marketplace takes messages. */
export interface Judging {
  readonly sellerId: string;
  /** Null: not stored yet. */
  readonly broadcastId: string | null;
  readonly isAboutOrders: boolean;
  readonly respectsQuietHours: boolean;
  readonly respectsCap: boolean;
  readonly at: Date;
  readonly rules: SparingRules;
  /** Hours after the buyer's last message in which the marketplace takes one of ours; null: it sets no window. */
  readonly windowHours: number | null;
  /** Where no posting tells the buyer's time zone. */
  readonly sellerZone: string;
}

/** A broadcast as far as it decides who is left out. */
export type Choices = Pick<BroadcastRow, "sellerId" | "kind" | "quietHours" | "frequencyCap"> & {
  readonly id: string | null;
};

interface SellerFacts {
  readonly marketplace: string;
  readonly dialect: string;
  readonly timeZone: string | null;
}

/** Reads what belongs to a broadcast's seller. Throws `not_found`. */
export async function readJudging(sql: Tx["sql"], broadcast: Choices, at: Date): Promise<Judging> {
  // One query, for it is asked again for every message of a broadcast.
  const [seller] = await sql.$queryRaw<SellerFacts[]>`
    SELECT s.marketplace, s.dialect, service.time_zone AS "timeZone"
      FROM sellers s LEFT JOIN seller_service service ON service.seller_id = s.id
     WHERE s.id = ${broadcast.sellerId}::uuid`;
  if (seller === undefined) throw new AppError("not_found");
  return {
    sellerId: broadcast.sellerId,
    broadcastId: broadcast.id,
    isAboutOrders: broadcast.kind === "order",
    respectsQuietHours: broadcast.quietHours !== "ignore",
    respectsCap: broadcast.frequencyCap !== "ignore",
    at,
    rules: await readSparingRules(sql),
    windowHours: capabilitiesOf(seller).replyWindowHours,
    sellerZone: seller.timeZone ?? DEFAULT_SERVICE.time_zone,
  };
}
