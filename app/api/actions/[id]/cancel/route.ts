import { cancelAction } from "@/lib/actions/change-action";
import { route } from "@/lib/http/route";
import { cancelAction as endpoint } from "@/lib/wire/actions";

export const POST = route(endpoint, async ({ actor, params }) => ({
  action: await cancelAction({ actor, actionId: params.id }),
}));
