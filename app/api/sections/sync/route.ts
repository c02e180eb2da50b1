import { route } from "@/lib/http/route";
import { requestSections } from "@/lib/sync/request-sections";
import { syncSections as endpoint } from "@/lib/wire/sections";

export const POST = route(endpoint, async ({ actor, body }) => ({
  items: await requestSections({ actor, sellerId: body.seller_id, sections: body.sections }),
}));
