import { route } from "@/lib/http/route";
import { checkStocks } from "@/lib/stocks/check-stocks";
import { checkStocks as checkEndpoint } from "@/lib/wire/product-acts";

export const POST = route(checkEndpoint, async ({ actor, body, language }) =>
  checkStocks({ actor, sellerId: body.seller_id, csv: body.csv, language }),
);
