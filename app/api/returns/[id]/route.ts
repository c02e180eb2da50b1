import { route } from "@/lib/http/route";
import { getReturn } from "@/lib/returns/read";
import { getReturn as endpoint } from "@/lib/wire/returns";

export const GET = route(endpoint, async ({ actor, params }) => ({
  return: await getReturn({ actor, returnId: params.id }),
}));
