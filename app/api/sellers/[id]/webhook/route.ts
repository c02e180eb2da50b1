import { route } from "@/lib/http/route";
import { changeSellerWebhook as change } from "@/lib/webhooks/change-webhook";
import { getSellerWebhook as read } from "@/lib/webhooks/read-webhook";
import { changeSellerWebhook, getSellerWebhook } from "@/lib/wire/seller-webhook";

export const GET = route(getSellerWebhook, async ({ actor, params }) => ({
  webhook: await read({ actor, sellerId: params.id }),
}));

export const PATCH = route(changeSellerWebhook, ({ actor, params, body }) =>
  change({ actor, sellerId: params.id, change: body }),
);
