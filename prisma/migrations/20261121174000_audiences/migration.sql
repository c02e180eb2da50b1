-- Whose orders are whose, told by the indexes alone: a count of an audience asks it of all chats of a seller at once.
DROP INDEX chats_by_buyer_key;
CREATE INDEX chats_by_buyer_key ON chats (seller_id, buyer_key, order_number) WHERE buyer_key IS NOT NULL;
CREATE INDEX postings_orders_of_accounts ON postings (seller_id, buyer_key, order_number) WHERE buyer_key IS NOT NULL;
