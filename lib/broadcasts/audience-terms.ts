import { z } from "zod";
import type { Actor } from "../access/actor";
import { now } from "../clock";
import { db } from "../db/client";
import { requireSeller } from "../sellers/change-seller";
import { audienceTerms } from "../wire/audience";
import { type Judging, readJudging } from "./judging";
import { ratesOf } from "./rates";
import { requireRate } from "./terms";

const terms = z.object(audienceTerms);
/** Whom a broadcast would be for, as the forms ask before anything is stored. */
export type AudienceTerms = z.output<typeof terms> & {
  /** Given: it is about orders, and spares buyers as such messages do. */
  readonly order_events?: readonly string[] | undefined;
};

/**
 * By what these terms are judged, now or at the time they are planned for, and their pace in messages a second. Throws
 * `not_found` for a seller who is not the actor's, `rate_too_high`.
 */
export async function readTerms(
  actor: Actor,
  given: AudienceTerms,
  asOf: Date = now(),
): Promise<{ judging: Judging; rate: number }> {
  const seller = await requireSeller(actor, given.seller_id);
  if (given.rate_limit !== undefined) requireRate(seller, given.rate_limit);
  const planned = given.schedule_at === undefined ? asOf : new Date(given.schedule_at);
  const choices = {
    id: null,
    sellerId: seller.id,
    kind: (given.order_events ?? []).length > 0 ? "order" : "once",
    quietHours: given.quiet_hours,
    frequencyCap: given.frequency_cap,
  };
  return {
    judging: await readJudging(db(), choices, planned > asOf ? planned : asOf),
    rate: given.rate_limit ?? ratesOf(seller).usualRate,
  };
}
