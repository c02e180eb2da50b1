import type { ChatListFilters } from "./inbox/views";

/** Every key of the cache. `components/live` finds entries by the same prefixes. */
export const queryKeys = {
  chatLists: () => ["chats", "list"] as const,
  chatList: (filters: ChatListFilters) => ["chats", "list", filters] as const,
  chat: (chatId: string) => ["chats", "one", chatId] as const,
  chatCounts: () => ["chats", "counts"] as const,
  messages: (chatId: string) => ["messages", chatId] as const,
  /** The part of a conversation around one message, opened from a search hit or a link. */
  messagesAround: (chatId: string, messageId: string) => ["messages-around", chatId, messageId] as const,
  notes: (chatId: string) => ["notes", chatId] as const,
  presence: (chatId: string) => ["presence", chatId] as const,
  chatContext: (chatId: string) => ["chats", "context", chatId] as const,
  chatSearch: (chatId: string, words: string) => ["chats", "search", chatId, words] as const,
  colleagues: () => ["colleagues"] as const,
  people: () => ["people"] as const,
  invitations: () => ["invitations"] as const,
  securityRules: () => ["security-rules"] as const,
  mySessions: () => ["my-sessions"] as const,
  tags: () => ["tags"] as const,
  savedViews: () => ["views"] as const,
  cannedReplies: () => ["canned-replies"] as const,
  rules: () => ["automation", "rules"] as const,
  ruleRuns: () => ["automation", "runs"] as const,
  sellers: () => ["sellers"] as const,
  service: (sellerId: string) => ["service", sellerId] as const,
  preferences: () => ["preferences"] as const,
  notices: () => ["notices"] as const,
  search: (query: object) => ["search", query] as const,
  report: (query: object) => ["reports", "chats", query] as const,
  daySoFar: (since: string) => ["reports", "today", since] as const,
  marketplaceScores: (sellerId: string | null) => ["reports", "scores", sellerId] as const,
};
