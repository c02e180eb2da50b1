-- CreateIndex
CREATE INDEX "broadcast_recipients_broadcast_id_position_id_idx" ON "broadcast_recipients"("broadcast_id", "position", "id");

-- By hand from here on.

-- What left lately: the pace, and whose orders are still counted.
CREATE INDEX broadcast_recipients_by_sending ON broadcast_recipients (broadcast_id, sent_at) WHERE sent_at IS NOT NULL;

-- Buyers' messages that answer one of a broadcast (told_id: ours), until broadcasts have counted them. Written with the
-- message's mark, so that whoever counts need not look through all marks to find the new ones.
CREATE TABLE broadcast_answers (
  message_id uuid PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  told_id uuid NOT NULL
);
