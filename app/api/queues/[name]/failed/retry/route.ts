import { route } from "@/lib/http/route";
import { retryFailedJobs } from "@/lib/operations/failed-jobs";
import { retryJobs } from "@/lib/wire/operations";

export const POST = route(retryJobs, async ({ actor, params, body }) => ({
  count: await retryFailedJobs({ actor, name: params.name, ids: body.ids }),
}));
