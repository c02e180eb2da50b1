import { route } from "@/lib/http/route";
import { changeSeller, removeSeller } from "@/lib/sellers/change-seller";
import { getSeller } from "@/lib/sellers/read";
import {
  changeSeller as changeEndpoint,
  getSeller as getEndpoint,
  removeSeller as removeEndpoint,
} from "@/lib/wire/sellers";

export const GET = route(getEndpoint, async ({ actor, params }) => ({
  seller: await getSeller({ actor, sellerId: params.id }),
}));

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  seller: await changeSeller({ actor, sellerId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeSeller({ actor, sellerId: params.id });
  return null;
});
