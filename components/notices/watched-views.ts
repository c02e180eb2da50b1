import type { Chat } from "@/lib/wire/chats";
import type { SavedView } from "@/lib/wire/desk";
import type { Preferences } from "@/lib/wire/preferences";
import { parseView, toListFilters, viewFiltersOf } from "../inbox/views";
import { matchesFilters } from "../live/apply-event";

/** Stands among the ids of views in the preferences: words for the reader alone, in no list of chats. */
export const PERSONAL_NOTICES = "personal";

interface Reader {
  readonly myId: string;
  readonly savedViews: readonly SavedView[];
  readonly nowMs: number;
}

/** Whether a chat stands in one of these views now. A view that is gone holds nothing. */
export function isInViews(
  chat: Chat,
  viewIds: readonly string[],
  { myId, savedViews, nowMs }: Reader,
): boolean {
  return viewIds.some((id) => {
    const view = parseView(id);
    if (view.id !== id) return false; // an unknown id would be read as the default view
    const filters = viewFiltersOf(view, savedViews);
    // Words are the server's to judge: a view that asks for some cannot be watched from here.
    if (filters === null || filters.q !== undefined) return false;
    return matchesFilters(chat, toListFilters(filters, "newest", myId), nowMs);
  });
}

/** How a new message of this chat is announced. */
export function announcementOf(chat: Chat, preferences: Preferences, reader: Reader) {
  return {
    isShown: isInViews(chat, preferences.notify_views, reader),
    isHeard: isInViews(chat, preferences.sound_views, reader),
  };
}
