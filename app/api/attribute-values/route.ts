import { route } from "@/lib/http/route";
import { listAttributeValues } from "@/lib/products/category-attributes";
import { listAttributeValues as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, ({ actor, query }) =>
  listAttributeValues({
    actor,
    sellerId: query.seller_id,
    kind: { categoryId: query.category_id, typeId: query.type_id },
    attributeId: query.attribute_id,
    q: query.q,
    cursor: query.cursor,
  }),
);
