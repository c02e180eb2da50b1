import type { SectionSync as SectionRow } from "@/generated/prisma/client";
import { type Section, sectionName } from "../wire/sections";

export type { SectionRow };

/** The public form of a section's state. `isSellerActive`: false shows it as off. */
export function toWireSection(row: SectionRow, isSellerActive: boolean): Section {
  return {
    id: row.id,
    seller_id: row.sellerId,
    section: sectionName.parse(row.section),
    status: isSellerActive ? statusOf(row) : "off",
    done: row.done,
    total: row.total,
    fresh_at: row.freshAt?.toISOString() ?? null,
    started_at: row.startedAt?.toISOString() ?? null,
    next_at: row.nextAt.toISOString(),
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorText },
    requests: row.requests,
    waited_ms: row.waitedMs,
    asked_ms: row.askedMs,
    worked_ms: row.workedMs,
  };
}

function statusOf(row: SectionRow): Section["status"] {
  if (row.refusedAt !== null) return "refused";
  if (row.failures > 0) return "failing";
  if (row.passId !== null) return row.freshAt === null ? "first" : "refreshing";
  return row.freshAt === null ? "waiting" : "fresh";
}
