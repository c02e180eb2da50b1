import { createOzonAdapter } from "./ozon/adapter";
import type { MarketplaceAdapter } from "./ports";

/** Every marketplace there is. One more: a folder beside this file and a line here. */
const makers: Readonly<Record<string, () => MarketplaceAdapter>> = {
  ozon: () => createOzonAdapter(),
};

/** The adapter of a stored seller; a name nobody knows is a fault of ours, so it throws. */
export function getAdapter(name: string): MarketplaceAdapter {
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (make === undefined) throw new Error(`There is no marketplace named "${name}"`);
  return make();
}

/** Names of all marketplaces, for forms and checks. */
export function marketplaceNames(): readonly string[] {
  return Object.keys(makers);
}
