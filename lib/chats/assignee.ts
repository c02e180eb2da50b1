import { db } from "../db/client";

/** A person chats may be given to, and whether a seller's chats exist for them. */
export interface Assignee {
  readonly id: string;
  readonly name: string;
  maySee(sellerId: string): boolean;
}

/** Undefined and null (nobody) stay as they are; "nobody": there is no such person. */
export async function findAssignee(
  userId: string | null | undefined,
): Promise<Assignee | "nobody" | null | undefined> {
  if (userId === null || userId === undefined) return userId;
  const user = await db().user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      name: true,
      role: true,
      deactivatedAt: true,
      sellers: { select: { sellerId: true } },
    },
  });
  if (user === null || user.deactivatedAt !== null) return "nobody";
  const theirs = new Set(user.sellers.map((seller) => seller.sellerId));
  return {
    id: user.id,
    name: user.name,
    maySee: (sellerId) => user.role !== "operator" || theirs.has(sellerId),
  };
}

/** Whether `findAssignee` found somebody. */
export function isPerson(found: Assignee | "nobody" | null | undefined): found is Assignee {
  return typeof found === "object" && found !== null;
}
