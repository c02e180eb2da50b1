import type { Posting } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { AppError } from "../errors";
import type { PostingAct } from "../marketplaces/order-port";
import { requireSeller } from "../sellers/change-seller";
import type { SellerRow } from "../sellers/model";

/**
 * Postings of one seller of the actor's, in the order asked for, all of which may be done this with now. Throws
 * `not_found`, `seller_not_active`, `same_subject_twice`, `act_not_open` with the numbers of those that do not allow it.
 */
export async function requirePostings(input: {
  actor: Actor;
  sellerId: string;
  postingNumbers: readonly string[];
  act: PostingAct;
}): Promise<{ seller: SellerRow; rows: Posting[] }> {
  const { postingNumbers, act } = input;
  const seller = await requireSeller(input.actor, input.sellerId);
  if (seller.status !== "active") throw new AppError("seller_not_active");
  if (new Set(postingNumbers).size < postingNumbers.length) throw new AppError("same_subject_twice");
  const found = await db().posting.findMany({
    where: { sellerId: seller.id, postingNumber: { in: [...postingNumbers] } },
  });
  const byNumber = new Map(found.map((row) => [row.postingNumber, row]));
  const rows = postingNumbers.flatMap((number) => byNumber.get(number) ?? []);
  if (rows.length < postingNumbers.length) throw new AppError("not_found");
  const closed = rows.filter((row) => !row.actions.includes(act)).map((row) => row.postingNumber);
  if (closed.length > 0) throw new AppError("act_not_open", { details: { subjects: closed.slice(0, 50) } });
  return { seller, rows };
}
