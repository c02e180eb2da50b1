import { listActions } from "@/lib/actions/list-actions";
import { route } from "@/lib/http/route";
import { listActions as endpoint } from "@/lib/wire/actions";

export const GET = route(endpoint, ({ actor, query }) => {
  const { limit, cursor, seller_id: sellerId, kind, subject } = query;
  return listActions({ actor, limit, cursor, sellerId, kind, subject });
});
