import type { Tx } from "../db/transaction";
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

/** Reads what belongs to a broadcast's seller, which must be stored. */
export async function readJudging(sql: Tx["sql"], broadcast: Choices, at: Date): Promise<Judging> {
  const seller = await sql.seller.findUniqueOrThrow({
    where: { id: broadcast.sellerId },
    select: { marketplace: true, dialect: true, service: { select: { timeZone: true } } },
  });
  return {
    sellerId: broadcast.sellerId,
    broadcastId: broadcast.id,
    isAboutOrders: broadcast.kind === "order",
    respectsQuietHours: broadcast.quietHours !== "ignore",
    respectsCap: broadcast.frequencyCap !== "ignore",
    at,
    rules: await readSparingRules(sql),
    windowHours: capabilitiesOf(seller).replyWindowHours,
    sellerZone: seller.service?.timeZone ?? DEFAULT_SERVICE.time_zone,
  };
}
