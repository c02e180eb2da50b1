import type { Colleague } from "@/lib/wire/team";

const ranks: Record<Colleague["presence"], number> = { available: 0, away: 1, offline: 2 };

/** Who may get a chat of this seller: the reader first, then who is here, the least busy of them first. */
export function orderForAssigning(
  colleagues: readonly Colleague[],
  reader: { readonly myId: string; readonly sellerId: string },
): readonly Colleague[] {
  const rankOf = (person: Colleague) => (person.id === reader.myId ? -1 : ranks[person.presence]);
  return colleagues
    .filter((person) => person.seller_ids === null || person.seller_ids.includes(reader.sellerId))
    .toSorted(
      (a, b) => rankOf(a) - rankOf(b) || a.open_chats - b.open_chats || a.name.localeCompare(b.name, "ru"),
    );
}
