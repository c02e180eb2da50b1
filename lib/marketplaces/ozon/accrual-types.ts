import { once } from "../../once";
import { MarketplaceError } from "../errors";
import type { OzonClient } from "./client";
import type { AccrualType } from "./money-kinds";
import { accrualType, accrualTypes } from "./money-schemas";
import { paths } from "./paths";
import { readItems } from "./read-items";

/** New types come some times a year, and are the same for all sellers. */
const LAST_MS = 6 * 60 * 60_000;
/** A refusal is believed for less long. */
const REFUSED_LAST_MS = 10 * 60_000;

interface Kept {
  readonly types: ReadonlyMap<string, AccrualType>;
  readonly untilMs: number;
}

/** By address; connections come and go with every pass. */
const shelf = once("ozon-accrual-types", () => new Map<string, Kept>());

/** Names of accrual types by their number. Money is worth more than its names: without them the list is empty. */
export async function readAccrualTypes(client: OzonClient): Promise<ReadonlyMap<string, AccrualType>> {
  const nowMs = client.now().getTime();
  const kept = shelf().get(client.baseUrl);
  if (kept !== undefined && kept.untilMs > nowMs && kept.untilMs <= nowMs + LAST_MS) return kept.types;
  const types = await askTypes(client);
  const lastMs = types === null ? REFUSED_LAST_MS : LAST_MS;
  const found = types ?? kept?.types ?? new Map<string, AccrualType>();
  shelf().set(client.baseUrl, { types: found, untilMs: nowMs + lastMs });
  return found;
}

async function askTypes(client: OzonClient): Promise<ReadonlyMap<string, AccrualType> | null> {
  try {
    const { body } = await client.post({
      path: paths.money.types,
      body: {},
      schema: accrualTypes,
      isRepeatable: true,
    });
    const { items } = readItems(body.accrual_types ?? [], accrualType, "accrual_types");
    return new Map(
      items.flatMap(({ id, type_id, name, description }) => {
        const number = id ?? type_id;
        return number === null ? [] : [[number, { name, description }] as const];
      }),
    );
  } catch (error) {
    // Throttling and outages are the caller's to wait out; a refusal of this one method is not.
    const isRefusal =
      error instanceof MarketplaceError &&
      ["not_found", "role_missing", "subscription_missing", "unexpected_answer"].includes(error.kind);
    if (!isRefusal) throw error;
    return null;
  }
}
