import { listAudienceChoices } from "@/lib/broadcasts/audience-choices";
import { route } from "@/lib/http/route";
import { listAudienceChoices as endpoint } from "@/lib/wire/audience";

export const GET = route(endpoint, ({ actor, query }) =>
  listAudienceChoices({ actor, sellerId: query.seller_id }),
);
