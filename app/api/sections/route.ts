import { route } from "@/lib/http/route";
import { listSections } from "@/lib/sync/read";
import { listSections as endpoint } from "@/lib/wire/sections";

export const GET = route(endpoint, async ({ actor, query }) => ({
  items: await listSections({ actor, sellerId: query.seller_id, section: query.section }),
}));
