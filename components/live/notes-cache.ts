import type { Note } from "@/lib/wire/notes";
import type { CachedPages } from "./apply-event";

function isOlder(a: Note, b: Note): boolean {
  return a.created_at === b.created_at ? a.id < b.id : a.created_at < b.created_at;
}

/** Takes a note into the loaded part of a chat's notes; one older than everything loaded is left to paging. */
export function putNote(list: CachedPages<Note>, note: Note): CachedPages<Note> {
  if (list.pages.some((page) => page.items.some((item) => item.id === note.id))) return list; // notes never change
  const at = list.pages.findIndex((page) => page.items.some((item) => isOlder(item, note)));
  const lastIndex = list.pages.length - 1;
  if (at === -1 && (list.pages[lastIndex]?.next_cursor ?? null) !== null) return list;
  const target = at === -1 ? lastIndex : at;
  return {
    ...list,
    pages: list.pages.map((page, index) => {
      if (index !== target) return page;
      const place = page.items.findIndex((item) => isOlder(note, item));
      const cut = place === -1 ? page.items.length : place;
      return { ...page, items: [...page.items.slice(0, cut), note, ...page.items.slice(cut)] };
    }),
  };
}
