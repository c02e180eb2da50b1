import { route } from "@/lib/http/route";
import { getDocument } from "@/lib/orders/documents";
import { getDocument as getEndpoint } from "@/lib/wire/order-acts";

export const GET = route(getEndpoint, async ({ actor, params, language }) => ({
  document: await getDocument({ actor, id: params.id, language }),
}));
