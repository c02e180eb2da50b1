import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { type Section, type SectionName, sectionName } from "../wire/sections";
import { listSections } from "./read";

/** Between two looks that marketplaces' rings cause, in seconds. */
const RUNG_EVERY_SECONDS = 10;

/**
 * Has sections (default: all) of a seller taken in now. What runs goes on; a person's word ends a pause after failures
 * and tries again what was refused. Throws `not_found`, `seller_not_active`.
 */
export async function requestSections(input: {
  actor: Actor;
  sellerId: string;
  sections?: readonly SectionName[] | undefined;
}): Promise<Section[]> {
  const { actor, sellerId } = input;
  const sections = [...(input.sections ?? sectionName.options)];
  const seller = isUuid(sellerId)
    ? await db().seller.findFirst({
        where: { AND: [{ id: sellerId }, visibleSellerWhere(visibleSellers(actor))] },
        select: { status: true },
      })
    : null;
  if (seller === null) throw new AppError("not_found");
  if (seller.status !== "active") throw new AppError("seller_not_active");
  const at = now();
  // no audit: nothing is changed, here or there.
  await inTransaction(async (tx) => {
    await tx.sql.sectionSync.createMany({
      data: sections.map((section) => ({ sellerId, section, askedAt: at })),
      skipDuplicates: true,
    });
    await tx.sql.sectionSync.updateMany({
      where: { sellerId, section: { in: sections }, passId: null },
      data: {
        nextAt: at,
        givenAt: at,
        askedAt: at,
        failures: 0,
        refusedAt: null,
        errorCode: null,
        errorText: null,
      },
    });
    await tx.sql.sectionSync.updateMany({
      where: { sellerId, section: { in: sections }, passId: { not: null }, failures: { gt: 0 } },
      data: { nextAt: at, givenAt: at, askedAt: at },
    });
    const rows = await tx.sql.sectionSync.findMany({ where: { sellerId, section: { in: sections } } });
    await appendEvents(
      tx,
      rows.map((row) => ({ name: "section.updated", sellerId, subjectId: row.id })),
    );
    for (const section of sections)
      tx.afterCommit(() => enqueue("sync-section", { seller_id: sellerId, section }));
  });
  return (await listSections({ actor, sellerId })).filter((one) => sections.includes(one.section));
}

/**
 * The marketplace says that something changed: these sections are due soon, not more often than every ten seconds.
 * A first pass is not hurried, nor one that is refused or rests.
 */
export async function nudgeSections(sellerId: string, sections: readonly SectionName[]): Promise<void> {
  await db().$executeRaw`
    UPDATE section_syncs SET next_at = least(next_at, greatest(now(), fresh_at + make_interval(secs => ${RUNG_EVERY_SECONDS})))
     WHERE seller_id = ${sellerId}::uuid AND section = ANY (${[...sections]}) AND fresh_at IS NOT NULL
       AND failures = 0 AND refused_at IS NULL`;
}
