import type { MarketAction as ActionRow, MarketActionItem as ItemRow } from "@/generated/prisma/client";
import { type Action, action, facts } from "../wire/actions";

export type { ActionRow, ItemRow };

const shownFacts = facts.catch({});

/** The public form of an action. `names`: of people, by id. */
export function toWireAction(row: ActionRow, names: ReadonlyMap<string, string>): Action {
  const by = row.createdBy;
  return {
    id: row.id,
    seller_id: row.sellerId,
    kind: action.shape.kind.parse(row.kind),
    status: action.shape.status.parse(row.status),
    terms: shownFacts.parse(row.terms),
    total: row.total,
    done: row.done,
    failed: row.failed,
    unconfirmed: row.unconfirmed,
    created_by: by === null ? null : { id: by, name: names.get(by) ?? "" },
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
