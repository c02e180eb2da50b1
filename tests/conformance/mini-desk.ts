import type { Cursor } from "@/lib/marketplaces/cursor";
import type { ChatSnapshot, IncomingMessage, KnownChat, Marketplace } from "@/lib/marketplaces/ports";

/**
 * The least that a product must do with a port, so that a suite can ask the only question that matters: is what the
 * marketplace showed stored once? It commits page by page, reads the chats that a page names, and looks again at a
 * chat whose history has not reached what the list announced.
 */
export class MiniDesk {
  readonly chats = new Map<string, ChatSnapshot>();
  readonly messages = new Map<string, Map<string, IncomingMessage>>();
  cursor: Cursor | null = null;
  private readonly unreached = new Set<string>();

  constructor(private readonly marketplace: Marketplace) {}

  /** One poll. `pages`: stop after so many, as a process that dies would. */
  async poll(how: { deep?: boolean; pages?: number } = {}): Promise<string[]> {
    const named: string[] = [];
    let pages = 0;
    const changes = this.marketplace.chats.changes({
      cursor: this.cursor,
      deep: how.deep ?? false,
      findKnownChats: async (ids) => this.known(ids),
    });
    for await (const page of changes) {
      for (const chat of page.chats) this.chats.set(chat.externalId, chat);
      for (const message of page.messages) this.store(message);
      // Committed with the cursor: a chat that is owed a reading stays owed, whatever breaks next.
      for (const id of page.chatsToRead) this.unreached.add(id);
      this.cursor = structuredClone(page.cursor);
      named.push(...page.chatsToRead);
      pages += 1;
      if (how.pages !== undefined && pages >= how.pages) break;
    }
    await this.readOwed();
    return named;
  }

  /** What an earlier poll named and could not read, or read before the history had it. */
  async readOwed(): Promise<void> {
    for (const id of [...this.unreached]) await this.readChat(id);
  }

  /** Every chat and its whole history. */
  async backfill(): Promise<void> {
    let cursor: Cursor | null = null;
    do {
      const page = await this.marketplace.chats.listChats({ cursor });
      for (const chat of page.chats) this.chats.set(chat.externalId, chat);
      for (const chat of page.chats) await this.readChat(chat.externalId);
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  textsOf(chatExternalId: string): string[] {
    return this.sorted(chatExternalId).map((message) => message.text);
  }

  idsOf(chatExternalId: string): string[] {
    return this.sorted(chatExternalId).map((message) => message.externalId);
  }

  /** Newest stored id of a chat. */
  newestOf(chatExternalId: string): string | null {
    return this.idsOf(chatExternalId).at(-1) ?? null;
  }

  async readChat(chatExternalId: string): Promise<void> {
    const afterExternalId = this.newestOf(chatExternalId);
    for await (const page of this.marketplace.chats.history({ chatExternalId, afterExternalId })) {
      for (const message of page.messages) this.store(message);
    }
    const announced = this.chats.get(chatExternalId)?.lastMessageExternalId ?? null;
    const stored = this.newestOf(chatExternalId);
    const isReached =
      announced === null ||
      (stored !== null && this.marketplace.chats.compareMessageIds(stored, announced) >= 0);
    if (isReached) this.unreached.delete(chatExternalId);
    else this.unreached.add(chatExternalId);
  }

  private store(message: IncomingMessage): void {
    const chat = this.messages.get(message.chatExternalId) ?? new Map<string, IncomingMessage>();
    this.messages.set(message.chatExternalId, chat);
    if (!chat.has(message.externalId)) chat.set(message.externalId, message);
  }

  private sorted(chatExternalId: string): IncomingMessage[] {
    const compare = this.marketplace.chats.compareMessageIds;
    return [...(this.messages.get(chatExternalId)?.values() ?? [])].sort((a, b) =>
      compare(a.externalId, b.externalId),
    );
  }

  private known(externalIds: readonly string[]): Map<string, KnownChat> {
    const known = new Map<string, KnownChat>();
    for (const id of externalIds) {
      const chat = this.chats.get(id);
      if (chat === undefined && !this.messages.has(id)) continue;
      const times = this.sorted(id).map((message) => message.createdAt.getTime());
      known.set(id, {
        announcedExternalId: chat?.lastMessageExternalId ?? null,
        lastMessageAt: times.length === 0 ? null : new Date(Math.max(...times)),
        unreadCount: chat?.unreadCount ?? 0,
        status: chat?.status ?? "open",
      });
    }
    return known;
  }
}
