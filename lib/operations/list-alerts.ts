import { z } from "zod";
import { db } from "../db/client";
import { cursorPart, decodeCursor, encodeCursor } from "../db/page";
import type { Alert } from "../wire/operations";
import { toWireAlerts } from "./read-alerts";

const position = z.object({ at: cursorPart.at, id: z.uuid() });

/** Alerts, newest first: those that are open, or all. Throws `invalid_cursor`. */
export async function listAlerts(query: {
  status: "open" | "all";
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Alert[]; next_cursor: string | null }> {
  const after = query.cursor === undefined ? null : decodeCursor(position, query.cursor);
  const rows = await db().alert.findMany({
    where: {
      ...(query.status === "open" ? { resolvedAt: null } : {}),
      ...(after === null
        ? {}
        : { OR: [{ raisedAt: { lt: after.at } }, { raisedAt: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ raisedAt: "desc" }, { id: "desc" }], // index alerts_raised_at_idx
    take: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const isMore = rows.length > query.limit && last !== undefined;
  return {
    items: await toWireAlerts(page),
    next_cursor: isMore ? encodeCursor({ at: last.raisedAt.toISOString(), id: last.id }) : null,
  };
}
