-- By hand: the products of all sellers in the order of their names.
CREATE INDEX products_by_name_of_all ON products (lower(left(name, 60)), id);
