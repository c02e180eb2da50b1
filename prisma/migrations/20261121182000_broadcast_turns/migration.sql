-- Whose turn it is, with who must still wait told by the index alone: in quiet hours a hundred thousand wait, and every
-- process looks twice a second.
DROP INDEX broadcast_recipients_pending;
CREATE INDEX broadcast_recipients_pending
  ON broadcast_recipients (broadcast_id, position, id, (coalesce(due_at, '-infinity'::timestamptz))) WHERE status = 'pending';

-- Whether anything ended lately, so that a broadcast is counted when there is something to count.
CREATE INDEX broadcast_recipients_by_end ON broadcast_recipients (broadcast_id, ended_at) WHERE ended_at IS NOT NULL;
