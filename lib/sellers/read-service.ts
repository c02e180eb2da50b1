import type { SellerService as ServiceRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { businessHours, type SellerService } from "../wire/seller-service";

/** How a seller is served who was never set up: the table's own defaults. */
export const DEFAULT_SERVICE: Omit<SellerService, "seller_id"> = {
  first_reply_minutes: 60,
  next_reply_minutes: 60,
  time_zone: "Europe/Moscow",
  hours: null,
  holidays: [],
  assignment: "manual",
  auto_reply_text: null,
};

/** Targets, hours, assignment and auto-reply of a seller of the actor's. Throws `not_found`. */
export async function readService(input: { actor: Actor; sellerId: string }): Promise<SellerService> {
  const { actor, sellerId } = input;
  if (!isUuid(sellerId)) throw new AppError("not_found");
  const seller = await db().seller.findFirst({
    where: { AND: [{ id: sellerId }, visibleSellerWhere(visibleSellers(actor))] },
    select: { id: true, service: true },
  });
  if (seller === null) throw new AppError("not_found");
  return seller.service === null
    ? { seller_id: seller.id, ...DEFAULT_SERVICE }
    : toWireService(seller.service);
}

/** The public form of a seller's service. */
export function toWireService(row: ServiceRow): SellerService {
  return {
    seller_id: row.sellerId,
    first_reply_minutes: row.firstReplyMinutes,
    next_reply_minutes: row.nextReplyMinutes,
    time_zone: row.timeZone,
    hours: row.hours === null ? null : businessHours.parse(row.hours),
    holidays: row.holidays.map((day) => day.toISOString().slice(0, 10)),
    assignment:
      row.assignment === "round_robin" || row.assignment === "least_busy" ? row.assignment : "manual",
    auto_reply_text: row.autoReplyText,
  };
}
