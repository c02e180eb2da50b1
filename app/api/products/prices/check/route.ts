import { route } from "@/lib/http/route";
import { checkPrices } from "@/lib/products/check-prices";
import { checkPrices as endpoint } from "@/lib/wire/product-acts";

export const POST = route(endpoint, ({ actor, body, language }) =>
  checkPrices({ actor, sellerId: body.seller_id, csv: body.csv, language }),
);
