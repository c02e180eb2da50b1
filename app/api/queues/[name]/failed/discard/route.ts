import { route } from "@/lib/http/route";
import { discardFailedJobs } from "@/lib/operations/failed-jobs";
import { discardJobs } from "@/lib/wire/operations";

export const POST = route(discardJobs, async ({ actor, params, body }) => ({
  count: await discardFailedJobs({ actor, name: params.name, ids: body.ids }),
}));
