import type { ChatListFilters } from "./inbox/views";

/** Every key of the cache. `components/live` finds entries by the same prefixes. */
export const queryKeys = {
  chatLists: () => ["chats", "list"] as const,
  chatList: (filters: ChatListFilters) => ["chats", "list", filters] as const,
  chat: (chatId: string) => ["chats", "one", chatId] as const,
  chatCounts: () => ["chats", "counts"] as const,
  messages: (chatId: string) => ["messages", chatId] as const,
  sellers: () => ["sellers"] as const,
};
