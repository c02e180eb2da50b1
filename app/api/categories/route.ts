import { route } from "@/lib/http/route";
import { listCategories } from "@/lib/products/categories";
import { listCategories as endpoint } from "@/lib/wire/products";

export const GET = route(endpoint, ({ actor, query }) =>
  listCategories({ actor, sellerId: query.seller_id, parentId: query.parent_id, q: query.q }),
);
