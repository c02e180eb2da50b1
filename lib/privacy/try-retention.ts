import { countOldAudit } from "../audit/forget";
import { listCached } from "../chats/attachment-cache";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import type { RetentionCounts, RetentionRules } from "../wire/retention";
import {
  isOfOldMessage,
  isOldChat,
  isOldFile,
  isOldPosting,
  isOldReturn,
  type OldBefore,
  oldBefore,
} from "./what-is-old";

/** What these rules would take now. Nothing is deleted. Copies of files: those on this machine. */
export async function tryRetention({ rules }: { rules: RetentionRules }): Promise<RetentionCounts> {
  const before = oldBefore(rules);
  const [chats, sent, copies, audit, orders] = await Promise.all([
    countChats(before),
    countSentFiles(before),
    countCopies(before),
    before.audit === null ? 0 : countOldAudit(before.audit),
    countOrders(before),
  ]);
  return {
    chats: Number(chats.chats),
    messages: Number(chats.messages),
    notes: Number(chats.notes),
    files: Number(sent.count) + copies.count,
    files_bytes: Number(sent.bytes) + copies.bytes,
    audit_entries: audit,
    orders,
  };
}

async function countChats({ messages }: OldBefore) {
  const [row] = await db().$queryRaw<Array<{ chats: bigint; messages: bigint; notes: bigint }>>`
    WITH old AS (SELECT c.id FROM chats c WHERE ${isOldChat(messages)})
    SELECT (SELECT count(*) FROM old) AS chats,
           (SELECT count(*) FROM messages m JOIN old ON old.id = m.chat_id) AS messages,
           (SELECT count(*) FROM notes n JOIN old ON old.id = n.chat_id) AS notes`;
  return row ?? { chats: 0n, messages: 0n, notes: 0n };
}

async function countOrders({ messages }: OldBefore): Promise<number> {
  if (messages === null) return 0;
  const [row] = await db().$queryRaw<Array<{ count: number }>>`
    SELECT ((SELECT count(*) FROM postings p WHERE ${isOldPosting(messages)})
          + (SELECT count(*) FROM returns r WHERE ${isOldReturn(messages)}))::int AS count`;
  return row?.count ?? 0;
}

async function countSentFiles({ messages, files }: OldBefore) {
  const [row] = await db().$queryRaw<Array<{ count: bigint; bytes: bigint }>>`
    SELECT count(*) AS count, coalesce(sum(f.size_bytes), 0)::bigint AS bytes FROM outbound_files f
     WHERE (${isOldFile(files)}) OR f.id IN (
       SELECT a.file_id FROM attachments a JOIN messages m ON m.id = a.message_id JOIN chats c ON c.id = m.chat_id
        WHERE a.file_id IS NOT NULL AND ${isOldChat(messages)})`;
  return row ?? { count: 0n, bytes: 0n };
}

async function countCopies({ messages, files }: OldBefore): Promise<{ count: number; bytes: number }> {
  if (messages === null && files === null) return { count: 0, bytes: 0 };
  const cached = await listCached();
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id JOIN chats c ON c.id = m.chat_id
     WHERE a.id = ANY (${[...cached.keys()].filter(isUuid)}::uuid[]) AND (${isOfOldMessage(files)} OR (${isOldChat(messages)}))`;
  return { count: rows.length, bytes: rows.reduce((sum, { id }) => sum + (cached.get(id) ?? 0), 0) };
}
