-- In SQL only: where a chat's words went by themselves, found when the chat is emptied or purged.
CREATE INDEX idempotency_keys_chat ON idempotency_keys ((answer ->> 'chat_id'));
CREATE INDEX outgoing_deliveries_chat ON outgoing_deliveries
  ((coalesce(payload #>> '{data,message,chat_id}', payload #>> '{data,chat,id}')));
CREATE INDEX notices_chat ON notices (chat_id);
