import type { z } from "zod";
import { now } from "../clock";
import { db } from "../db/client";
import { stockSource } from "../wire/stocks";

type WireSource = z.infer<typeof stockSource>;

const SECTIONS = { products: "stocks", warehouses: "warehouse_stocks", own: "own_stocks" } as const;

/** A source that fails is believed for so long: three of its passes. */
const BELIEVED_MS = 45 * 60_000;

/** What each source last said, and which of them is to be believed now. */
export interface Sources {
  readonly wire: WireSource[];
  /** Where totals come from: the list of products, or what the warehouses add up to. */
  readonly fbo: "listed" | "placed";
  readonly own: "listed" | "placed";
  /** Whether both have been taken in, so that they can be held against each other. */
  readonly isFboComparable: boolean;
  readonly isOwnComparable: boolean;
}

/** How fresh the sources of a seller's stocks are. */
export async function readSources(sellerId: string): Promise<Sources> {
  const rows = await db().sectionSync.findMany({
    where: { sellerId, section: { in: Object.values(SECTIONS) } },
  });
  const wire = stockSource.shape.source.options.map((source): WireSource => {
    const row = rows.find((one) => one.section === SECTIONS[source]);
    const code = row?.errorCode ?? null;
    return {
      source,
      fresh_at: row?.freshAt?.toISOString() ?? null,
      error: code === null ? null : { code, message: row?.errorText ?? null },
    };
  });
  const of = (source: WireSource["source"]) => toTrust(wire.find((one) => one.source === source));
  return { wire, ...chooseSources({ listed: of("products"), warehouses: of("warehouses"), own: of("own") }) };
}

/** never: nothing whole was ever taken in | stale: it fails for long | good. */
type Trust = "good" | "stale" | "never";

function toTrust(source: WireSource | undefined): Trust {
  if (source === undefined || source.fresh_at === null) return "never";
  const age = now().getTime() - Date.parse(source.fresh_at);
  return source.error !== null && age > BELIEVED_MS ? "stale" : "good";
}

/**
 * The list of products tells all schemes at once and is asked for most often, so it goes first; the warehouses step in
 * where it has never come, or fails for long while they do not.
 */
export function chooseSources(trust: {
  listed: Trust;
  warehouses: Trust;
  own: Trust;
}): Omit<Sources, "wire"> {
  const choose = (placed: Trust) => {
    if (trust.listed === "good") return "listed";
    return placed === "good" || (placed === "stale" && trust.listed === "never") ? "placed" : "listed";
  };
  return {
    fbo: choose(trust.warehouses),
    own: choose(trust.own),
    isFboComparable: trust.listed !== "never" && trust.warehouses !== "never",
    isOwnComparable: trust.listed !== "never" && trust.own !== "never",
  };
}
