import { route } from "@/lib/http/route";
import { getOrder } from "@/lib/orders/read";
import { getOrder as getEndpoint } from "@/lib/wire/orders";

export const GET = route(getEndpoint, ({ actor, params }) => getOrder({ actor, id: params.id }));
