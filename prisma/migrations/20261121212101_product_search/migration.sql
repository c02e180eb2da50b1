-- Colours and sizes of one card; and when its text was asked for.
ALTER TABLE "products" ADD COLUMN     "described_at" TIMESTAMPTZ(3),
ADD COLUMN     "model_id" TEXT;

-- Products are found by parts of their words and numbers.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What a product is found by. array_to_string is only called stable because of types other than text.
CREATE FUNCTION product_search(name text, offer_id text, sku text, barcodes text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(lower(name || ' ' || offer_id || ' ' || coalesce(sku, '') || ' ' || array_to_string(barcodes, ' ')), 'ё', 'е')
$$;

CREATE INDEX products_search ON products USING gin (product_search(name, offer_id, sku, barcodes) gin_trgm_ops);
-- A card's other products.
CREATE INDEX products_by_model ON products (seller_id, model_id) WHERE model_id IS NOT NULL;
-- What the details are due for.
CREATE INDEX products_undetailed ON products (seller_id) WHERE detailed_at IS NULL;
