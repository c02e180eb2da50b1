-- The triggers of one chat: what is to be done, in order, and what was answered before.
CREATE INDEX automation_triggers_of_chat ON automation_triggers (chat_id, created_at);
