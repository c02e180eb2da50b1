import { retryAction } from "@/lib/actions/change-action";
import { route } from "@/lib/http/route";
import { retryAction as endpoint } from "@/lib/wire/actions";

export const POST = route(endpoint, async ({ actor, params }) => ({
  action: await retryAction({ actor, actionId: params.id }),
}));
