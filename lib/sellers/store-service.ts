import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { BusinessHours, SellerService } from "../wire/seller-service";

type Changed = Exclude<keyof SellerService, "seller_id">;
/** What is given changes, the rest stays. */
export type ServiceChange = { readonly [Field in Changed]?: SellerService[Field] | undefined };

/**
 * Writes what is given of a seller's service; the first change makes the row. Throws `unknown_time_zone`, and
 * `invalid_input` for hours of a day that overlap.
 */
export async function storeService(tx: Tx, sellerId: string, change: ServiceChange): Promise<void> {
  const data = {
    firstReplyMinutes: change.first_reply_minutes,
    nextReplyMinutes: change.next_reply_minutes,
    timeZone: change.time_zone === undefined ? undefined : await canonicalZone(tx, change.time_zone),
    hours: change.hours === undefined ? undefined : (inOrder(change.hours) ?? Prisma.DbNull),
    holidays:
      change.holidays === undefined
        ? undefined
        : [...new Set(change.holidays)].sort().map((day) => new Date(`${day}T00:00:00Z`)),
    assignment: change.assignment,
    autoReplyText: change.auto_reply_text,
  };
  await tx.sql.sellerService.upsert({
    where: { sellerId },
    create: { sellerId, ...data },
    update: data,
  });
}

/** As the database writes it. Both sides must know it: deadlines are counted there, shown by the other. */
async function canonicalZone(tx: Tx, given: string): Promise<string> {
  const [zone] = await tx.sql.$queryRaw<Array<{ name: string }>>`
    SELECT name FROM pg_timezone_names WHERE lower(name) = ${given.toLowerCase()} LIMIT 1`;
  if (zone === undefined || !isKnownHere(zone.name)) throw new AppError("unknown_time_zone");
  return zone.name;
}

function isKnownHere(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Each day's hours from morning to night. */
function inOrder(hours: BusinessHours | null): BusinessHours | null {
  if (hours === null) return null;
  const sorted = { ...hours };
  for (const day of ["1", "2", "3", "4", "5", "6", "7"] as const) {
    const spans = [...hours[day]].sort(([a], [b]) => (a < b ? -1 : 1));
    const doOverlap = spans.some(([from], at) => at > 0 && from < (spans[at - 1]?.[1] ?? ""));
    if (doOverlap)
      throw new AppError("invalid_input", { details: [{ field: `hours.${day}`, problem: "overlap" }] });
    sorted[day] = spans;
  }
  return sorted;
}
