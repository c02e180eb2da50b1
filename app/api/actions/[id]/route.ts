import { getAction } from "@/lib/actions/list-actions";
import { route } from "@/lib/http/route";
import { getAction as endpoint } from "@/lib/wire/actions";

export const GET = route(endpoint, async ({ actor, params }) => ({
  action: await getAction({ actor, actionId: params.id }),
}));
