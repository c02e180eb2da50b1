import { changeService } from "@/lib/chats/change-service";
import { route } from "@/lib/http/route";
import { readService } from "@/lib/sellers/read-service";
import { changeService as changeEndpoint, getService } from "@/lib/wire/seller-service";

export const GET = route(getService, async ({ actor, params }) => ({
  service: await readService({ actor, sellerId: params.id }),
}));

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  service: await changeService({ actor, sellerId: params.id, change: body }),
}));
