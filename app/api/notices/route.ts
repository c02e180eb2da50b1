import { route } from "@/lib/http/route";
import { listNotices } from "@/lib/team/read-notices";
import { listNotices as listEndpoint } from "@/lib/wire/notices";

export const GET = route(listEndpoint, ({ actor, query }) => listNotices({ actor, ...query }));
