-- How many open chats stand with a person: for the team's list and for giving chats by themselves.
CREATE INDEX chats_open_by_assignee ON chats (assignee_id, seller_id) WHERE status = 'open' AND assignee_id IS NOT NULL;
