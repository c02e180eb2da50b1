import { route } from "@/lib/http/route";
import { readMarketplaceScores } from "@/lib/reports/marketplace-scores";
import { getMarketplaceScores } from "@/lib/wire/reports";

export const GET = route(getMarketplaceScores, async ({ actor, query }) => ({
  items: await readMarketplaceScores({ actor, sellerId: query.seller_id }),
}));
