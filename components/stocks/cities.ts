import type { Warehouse } from "@/lib/wire/stocks";
import { type Point, project } from "./project";

/** Warehouses of one city, with their sums. */
export interface City {
  readonly key: string;
  /** Null: the marketplace tells no city for these. */
  readonly name: string | null;
  /** Null: it is not known where that is. */
  readonly at: Point | null;
  readonly warehouses: readonly Warehouse[];
  readonly free: number;
  readonly reserved: number;
  readonly promised: number;
}

const sumOf = (warehouses: readonly Warehouse[], name: "free" | "reserved" | "promised") =>
  warehouses.reduce((sum, warehouse) => sum + warehouse[name], 0);

/** Warehouses by city, the fullest first; what has no place stands last. */
export function toCities(warehouses: readonly Warehouse[]): readonly City[] {
  const byName = new Map<string, Warehouse[]>();
  for (const warehouse of warehouses) {
    const name = warehouse.city ?? "";
    byName.set(name, [...(byName.get(name) ?? []), warehouse]);
  }
  return [...byName]
    .map(([name, here]): City => {
      const placed = here.find(({ latitude, longitude }) => latitude !== null && longitude !== null);
      return {
        key: name,
        name: name === "" ? null : name,
        at: placed === undefined ? null : project(placed.latitude ?? 0, placed.longitude ?? 0),
        warehouses: here.toSorted((one, other) => other.free - one.free),
        free: sumOf(here, "free"),
        reserved: sumOf(here, "reserved"),
        promised: sumOf(here, "promised"),
      };
    })
    .toSorted((one, other) => Number(one.at === null) - Number(other.at === null) || other.free - one.free);
}
