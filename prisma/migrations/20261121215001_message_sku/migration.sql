-- Which product a message was written about, as the marketplace tells it.
ALTER TABLE "messages" ADD COLUMN     "sku" TEXT;

-- By hand: the newest one of a chat that names a product; a product by its SKU.
CREATE INDEX messages_about_product ON messages (chat_id, created_at DESC, seq DESC) WHERE sku IS NOT NULL;
CREATE INDEX products_by_sku ON products (seller_id, sku) WHERE sku IS NOT NULL;
