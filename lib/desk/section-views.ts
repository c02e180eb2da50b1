import { z } from "zod";
import type { SectionView as ViewRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { may } from "../access/policy";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import {
  type createSectionView as createEndpoint,
  type SectionView,
  sectionView,
} from "../wire/section-views";

/** More are no help to anybody. */
const MOST_VIEWS = 100;

/** Views of a section: one's own and the shared ones, oldest first. */
export async function listSectionViews(input: {
  actor: Actor;
  section: SectionView["section"];
}): Promise<SectionView[]> {
  const { actor, section } = input;
  const rows = await db().sectionView.findMany({
    where: { section, OR: [{ createdBy: actor.userId }, { isShared: true }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => toWireView(row, actor));
}

/** Keeps filters under a name. Throws `not_allowed` for sharing without `desk.manage`, `invalid_input` beyond a hundred. */
export async function addSectionView(input: {
  actor: Actor;
  given: z.output<(typeof createEndpoint)["body"]>;
}): Promise<SectionView> {
  const { actor, given } = input;
  if (given.is_shared && !may(actor.role, "desk.manage")) throw new AppError("not_allowed");
  // no audit: here, for note writes it.
  return inTransaction(async (tx) => {
    const count = await tx.sql.sectionView.count({ where: { createdBy: actor.userId } });
    if (count >= MOST_VIEWS)
      throw new AppError("invalid_input", {
        details: [{ field: "name", problem: `at most ${MOST_VIEWS} views` }],
      });
    const row = await tx.sql.sectionView.create({
      data: {
        section: given.section,
        name: given.name,
        filters: given.filters,
        isShared: given.is_shared,
        createdBy: actor.userId,
      },
    });
    await note(actor, tx, "section_view.added", row);
    return toWireView(row, actor);
  });
}

/** Forgets a view of one's own; whoever manages the desk any shared one. Throws `not_found`, `not_allowed`. */
export async function removeSectionView(input: { actor: Actor; id: string }): Promise<void> {
  const { actor, id } = input;
  const row = isUuid(id) ? await db().sectionView.findUnique({ where: { id } }) : null;
  const isMine = row?.createdBy === actor.userId;
  // That others have views of their own is nobody's business.
  if (row === null || (!isMine && !row.isShared)) throw new AppError("not_found");
  if (!isMine && !may(actor.role, "desk.manage")) throw new AppError("not_allowed");
  // no audit: here, for note writes it.
  await inTransaction(async (tx) => {
    const gone = await tx.sql.sectionView.deleteMany({ where: { id: row.id } });
    if (gone.count > 0) await note(actor, tx, "section_view.removed", row);
  });
}

function note(
  actor: Actor,
  tx: Parameters<typeof appendAudit>[0],
  action: string,
  row: ViewRow,
): Promise<void> {
  return appendAudit(tx, {
    actor: { type: "user", id: actor.userId },
    action,
    subject: { type: "section_view", id: row.id },
    sellerId: null,
    details: { section: row.section, is_shared: row.isShared },
    requestId: actor.requestId,
  });
}

const storedFilters = z.record(z.string(), z.string()).catch({});

function toWireView(row: ViewRow, actor: Actor): SectionView {
  return {
    id: row.id,
    section: sectionView.shape.section.parse(row.section),
    name: row.name,
    filters: storedFilters.parse(row.filters),
    is_shared: row.isShared,
    is_mine: row.createdBy === actor.userId,
  };
}
