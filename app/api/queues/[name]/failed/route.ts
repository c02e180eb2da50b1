import { route } from "@/lib/http/route";
import { listFailedJobs } from "@/lib/operations/failed-jobs";
import { listFailedJobs as endpoint } from "@/lib/wire/operations";

export const GET = route(endpoint, async ({ params }) => ({ items: await listFailedJobs(params.name) }));
