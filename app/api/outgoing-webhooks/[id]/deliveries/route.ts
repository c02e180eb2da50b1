import { route } from "@/lib/http/route";
import { listOutgoingDeliveries } from "@/lib/outgoing/list-deliveries";
import { listOutgoingDeliveries as endpoint } from "@/lib/wire/outgoing-webhooks";

export const GET = route(endpoint, ({ params, query }) =>
  listOutgoingDeliveries({ webhookId: params.id, ...query }),
);
