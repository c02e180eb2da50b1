import { z } from "zod";
import { type MoneyKind, moneyKind } from "../wire/finance";

/** Sums as the wire has them; amounts are Postgres' numeric as text. */
export interface Sums {
  readonly by_kind: Partial<Record<MoneyKind, string>>;
  readonly total: string;
  readonly currency: string;
}

const storedKinds = z.partialRecord(moneyKind, z.string());

/** `{kind: amount}` as SQL gathers it. */
export function toKinds(gathered: unknown): Sums["by_kind"] {
  return storedKinds.parse(gathered);
}
