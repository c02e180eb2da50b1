import { route } from "@/lib/http/route";
import { addSeller } from "@/lib/sellers/add-seller";
import { listSellers } from "@/lib/sellers/read";
import { addSeller as addEndpoint, listSellers as listEndpoint } from "@/lib/wire/sellers";

export const GET = route(listEndpoint, ({ actor, query }) => listSellers({ actor, ...query }));
export const POST = route(addEndpoint, ({ actor, body }) => addSeller({ actor, given: body }));
