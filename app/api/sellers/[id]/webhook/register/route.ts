import { route } from "@/lib/http/route";
import { registerWebhook } from "@/lib/webhooks/register";
import { registerSellerWebhook } from "@/lib/wire/seller-webhook";

export const POST = route(registerSellerWebhook, ({ actor, params }) =>
  registerWebhook({ actor, sellerId: params.id }),
);
