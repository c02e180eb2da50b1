-- Indexes of the desk's lists, counts and search.

-- Chats that wait lie among many whose writing window ended unanswered long ago; sorted by deadline those would stand
-- in front and be walked each time. So the few that can still be answered are found by their window, then sorted.
CREATE INDEX chats_waiting_by_window ON chats (kind, status, writable_until) WHERE waiting_since IS NOT NULL;
-- Chats without a window (the marketplace names none, or the order is on its way) come in their order.
CREATE INDEX chats_waiting_without_window ON chats (kind, status, deadline_at, id)
  WHERE waiting_since IS NOT NULL AND writable_until IS NULL;
-- (chats_by_deadline stays: missed targets of the last minutes are found by it.)
DROP INDEX chats_by_waiting, chats_of_seller_by_deadline, chats_unassigned;

-- A person's closed chats are many more than the open ones.
DROP INDEX chats_by_assignee;
CREATE INDEX chats_by_assignee ON chats (assignee_id, kind, status, last_message_at DESC NULLS LAST, id DESC)
  WHERE assignee_id IS NOT NULL;

-- Most chats have no tag: they stay out, and a new message costs them nothing here.
DROP INDEX chats_by_tag;
CREATE INDEX chats_by_tag ON chats USING gin (tags) WHERE tags <> '{}';
-- Tags of open chats, to be counted without a look at the chats: twenty tags of forty signs fit into an index row.
CREATE INDEX chats_tagged ON chats (kind, status, seller_id) INCLUDE (tags) WHERE tags <> '{}';

-- Numbers are searched by their beginning too.
DROP INDEX chats_by_order, chats_by_posting;
CREATE INDEX chats_by_order ON chats (order_number text_pattern_ops) WHERE order_number IS NOT NULL;
CREATE INDEX chats_by_posting ON chats (posting_number text_pattern_ops) WHERE posting_number IS NOT NULL;

-- Search over messages, newest first: everywhere, within a seller, of one operator.
CREATE INDEX messages_by_time ON messages (created_at DESC, seq DESC);
CREATE INDEX messages_of_seller_by_time ON messages (seller_id, created_at DESC, seq DESC);
CREATE INDEX messages_of_operator ON messages (author_id, created_at DESC, seq DESC) WHERE author_type = 'operator';
