import { countAudience } from "@/lib/broadcasts/count-audience";
import { route } from "@/lib/http/route";
import { countAudience as endpoint } from "@/lib/wire/audience";

export const POST = route(endpoint, async ({ actor, body }) => ({
  audience: await countAudience({ actor, terms: body }),
}));
