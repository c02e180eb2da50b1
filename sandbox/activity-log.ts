/** What the log needs of a chat: a place to write the chat's newest entry to. */
interface Active {
  activity: number;
}

interface Entry<Chat extends Active> {
  chat: Chat;
  sequence: number;
}

/**
 * The chats of one account, newest message first, kept without sorting: each message appends an entry,
 * and an entry whose chat has moved on is stale and skipped. Compacted when half of it is stale.
 */
export class ActivityLog<Chat extends Active> {
  private entries: Entry<Chat>[] = [];
  private stale = 0;
  private sequence = 0;

  /** Makes this chat the newest one. */
  touch(chat: Chat): void {
    if (chat.activity > 0) this.stale += 1;
    this.sequence += 1;
    chat.activity = this.sequence;
    this.entries.push({ chat, sequence: this.sequence });
    if (this.stale > 1000 && this.stale * 2 > this.entries.length) this.compact();
  }

  /** Newest first, beginning below `before` (a chat's `activity`), or at the top without it. */
  *newestFirst(before?: number): Generator<Chat> {
    let index = before === undefined ? this.entries.length : this.firstAtOrAfter(before);
    // A compaction while paging does not matter: each request walks to its end without awaiting.
    while (index > 0) {
      index -= 1;
      const entry = this.entries[index];
      if (entry !== undefined && entry.chat.activity === entry.sequence) yield entry.chat;
    }
  }

  private firstAtOrAfter(sequence: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.sequence ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private compact(): void {
    this.entries = this.entries.filter((entry) => entry.chat.activity === entry.sequence);
    this.stale = 0;
  }
}
