-- Other chats of the same order or buyer, for the facts beside a chat.
CREATE INDEX chats_of_order ON chats (seller_id, order_number, last_message_at DESC)
  WHERE kind = 'buyer' AND order_number IS NOT NULL;
CREATE INDEX chats_of_buyer ON chats (seller_id, buyer_name, last_message_at DESC)
  WHERE kind = 'buyer' AND buyer_name IS NOT NULL;

-- Messages that were taken back, until the sweep forgets them.
CREATE INDEX messages_cancelled ON messages (created_at) WHERE status = 'cancelled';

-- Which message a file of ours belongs to.
CREATE INDEX attachments_of_file ON attachments (file_id) WHERE file_id IS NOT NULL;
