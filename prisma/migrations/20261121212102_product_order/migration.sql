-- Nobody asks by age any more; without it a listing that changes nothing leaves every index of its row alone.
DROP INDEX "products_seller_id_checked_at_idx";
ALTER TABLE "products" SET (fillfactor = 80);

-- A seller's products in the order of their names.
CREATE INDEX products_by_name ON products (seller_id, lower(left(name, 60)), id);
