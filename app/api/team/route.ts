import { route } from "@/lib/http/route";
import { listColleagues } from "@/lib/team/colleagues";
import { listColleagues as listEndpoint } from "@/lib/wire/team";

export const GET = route(listEndpoint, async ({ actor }) => ({ items: await listColleagues(actor) }));
