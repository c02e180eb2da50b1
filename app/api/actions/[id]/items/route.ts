import { listActionItems } from "@/lib/actions/list-actions";
import { route } from "@/lib/http/route";
import { listActionItems as endpoint } from "@/lib/wire/actions";

export const GET = route(endpoint, ({ actor, params, query, language }) => {
  const { limit, cursor, status } = query;
  return listActionItems({ actor, actionId: params.id, language, limit, cursor, status });
});
