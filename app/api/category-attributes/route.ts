import { route } from "@/lib/http/route";
import { listCategoryAttributes } from "@/lib/products/category-attributes";
import { listCategoryAttributes as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, ({ actor, query }) =>
  listCategoryAttributes({
    actor,
    sellerId: query.seller_id,
    kind: { categoryId: query.category_id, typeId: query.type_id },
    q: query.q,
  }),
);
