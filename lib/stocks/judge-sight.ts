/** A stock in one warehouse. */
interface Seen {
  readonly free: number;
  readonly reserved: number;
}

/**
 * Whether a stock that was set to `wanted` has come about, by what is seen some seconds later. What is set is what can be
 * sold; buyers go on meanwhile, and each order moves pieces from free to reserved (a cancellation back). So `wanted` is
 * there when free and the growth of reserved make it up. Shipments take from reserved alone and leave free as it is.
 * Orders between our last look and the setting make reserved grow by more than free lacks; that is taken for done too,
 * unless the same numbers say that nothing was set at all.
 */
export function isAsWanted(input: {
  wanted: number;
  before: { readonly free: number | null; readonly reserved: number | null };
  seen: Seen;
}): boolean {
  const { wanted, before, seen } = input;
  if (seen.free === wanted) return true;
  if (before.reserved === null) return false;
  const growth = seen.reserved - before.reserved;
  if (seen.free + growth === wanted) return true;
  const isUntouched = before.free !== null && seen.free + growth === before.free;
  return !isUntouched && seen.free < wanted && wanted - seen.free <= growth;
}
