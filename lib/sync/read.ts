import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import type { Section, SectionName } from "../wire/sections";
import { toWireSection } from "./model";

const withStatus = { seller: { select: { status: true } } } as const;

/** How fresh everything is of the sellers an actor may see. A seller that is not visible has none. */
export async function listSections(input: {
  actor: Actor;
  sellerId?: string | undefined;
  section?: SectionName | undefined;
}): Promise<Section[]> {
  const { actor, sellerId, section } = input;
  if (sellerId !== undefined && !isUuid(sellerId)) return [];
  const rows = await db().sectionSync.findMany({
    where: { seller: visibleSellerWhere(visibleSellers(actor)), sellerId, section },
    include: withStatus,
    orderBy: [{ sellerId: "asc" }, { section: "asc" }],
  });
  return rows.map((row) => toWireSection(row, row.seller.status === "active"));
}

/** Sections as streams tell of them, by id. */
export async function readSectionsForStream(ids: readonly string[]): Promise<Map<string, Section>> {
  const rows = await db().sectionSync.findMany({ where: { id: { in: [...ids] } }, include: withStatus });
  return new Map(rows.map((row) => [row.id, toWireSection(row, row.seller.status === "active")]));
}
