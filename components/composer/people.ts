import type { Colleague } from "@/lib/wire/team";

const presenceOrder = { available: 0, away: 1, offline: 2 } as const;

/** Who can be named in a note of a seller's chat: colleagues who see it; who is there now comes first. */
export function whoSees(
  colleagues: readonly Colleague[],
  sellerId: string,
  myId: string,
): readonly Colleague[] {
  return colleagues
    .filter((person) => person.id !== myId)
    .filter((person) => person.seller_ids === null || person.seller_ids.includes(sellerId))
    .sort(
      (a, b) => presenceOrder[a.presence] - presenceOrder[b.presence] || a.name.localeCompare(b.name, "ru"),
    );
}

/** People whose first or last name begins with what was typed; "Анна С" means both in turn. */
export function rankPeople(people: readonly Colleague[], query: string): readonly Colleague[] {
  const fold = (text: string) => text.toLowerCase().replaceAll("ё", "е");
  const wanted = fold(query);
  if (wanted === "") return people;
  return people.filter((person) => {
    const name = fold(person.name);
    return name.startsWith(wanted) || name.split(/\s+/).some((part) => part.startsWith(wanted));
  });
}
