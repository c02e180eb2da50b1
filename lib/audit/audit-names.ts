import { db } from "../db/client";
import { isUuid } from "../db/uuid";

interface Subject {
  readonly subjectType: string;
  readonly subjectId: string | null;
}

/** How things are called now, by `type id`; what is gone, or has no name, is absent. */
export async function namesOf(subjects: readonly Subject[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const wanted = new Map<string, Set<string>>();
  for (const { subjectType: type, subjectId: id } of subjects) {
    // People's ids are the sign-in library's; all others are ours.
    if (id === null || (type !== "user" && !isUuid(id))) continue;
    wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  await Promise.all(
    [...wanted].map(async ([type, ids]) => {
      const find = finders[type];
      if (find === undefined) return;
      for (const row of await find([...ids])) if (row.name) names.set(`${type} ${row.id}`, row.name);
    }),
  );
  return names;
}

type Named = { readonly id: string; readonly name: string | null };

/** A chat is known by its order, or by who writes; a message by its chat. Reads other nouns' tables, names only. */
const finders: Record<string, (ids: string[]) => Promise<readonly Named[]>> = {
  user: (ids) => db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  seller: (ids) => db().seller.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  chat: (ids) => db().$queryRaw<Named[]>`
    SELECT id, coalesce(order_number, buyer_name) AS name FROM chats WHERE id = ANY (${ids}::uuid[])`,
  message: (ids) => db().$queryRaw<Named[]>`
    SELECT m.id, coalesce(c.order_number, c.buyer_name) AS name
      FROM messages m JOIN chats c ON c.id = m.chat_id WHERE m.id = ANY (${ids}::uuid[])`,
  tag: (ids) => db().tag.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  view: (ids) => db().savedView.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  rule: (ids) =>
    db().automationRule.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  canned_reply: async (ids) =>
    (await db().cannedReply.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })).map(
      ({ id, title }) => ({ id, name: title }),
    ),
  api_token: (ids) =>
    db().apiToken.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  outgoing_webhook: (ids) =>
    db().outgoingWebhook.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  segment: (ids) => db().segment.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  broadcast: (ids) =>
    db().broadcast.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  // By what it changes: the first thing, and how many more.
  action: (ids) => db().$queryRaw<Named[]>`
    SELECT a.id, coalesce(nullif(i.label, ''), i.subject) || CASE WHEN a.total > 1 THEN ' +' || (a.total - 1) ELSE '' END AS name
      FROM market_actions a JOIN market_action_items i ON i.action_id = a.id AND i.position = 0
     WHERE a.id = ANY (${ids}::uuid[])`,
  // By what it is of: the first posting, and how many more.
  order_document: (ids) => db().$queryRaw<Named[]>`
    SELECT id, postings[1] || CASE WHEN cardinality(postings) > 1 THEN ' +' || (cardinality(postings) - 1) ELSE '' END AS name
      FROM order_documents WHERE id = ANY (${ids}::uuid[])`,
  section_view: (ids) =>
    db().sectionView.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  invitation: async (ids) =>
    (await db().invitation.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } })).map(
      ({ id, email }) => ({ id, name: email }),
    ),
};
