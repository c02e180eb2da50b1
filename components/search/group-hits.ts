import type { Chat } from "@/lib/wire/chats";
import type { SearchHit } from "@/lib/wire/search";

/** What was found in one chat. */
export interface HitGroup {
  readonly chat: Chat;
  readonly hits: readonly SearchHit[];
}

/** Hits by chat; chats in the order of their newest hit, so that a next page never moves what stands above it. */
export function groupHits(hits: readonly SearchHit[]): readonly HitGroup[] {
  const groups = new Map<string, { chat: Chat; hits: SearchHit[] }>();
  for (const hit of hits) {
    const group = groups.get(hit.chat.id);
    if (group === undefined) groups.set(hit.chat.id, { chat: hit.chat, hits: [hit] });
    else group.hits.push(hit);
  }
  return [...groups.values()];
}
