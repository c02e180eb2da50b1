import { route } from "@/lib/http/route";
import { listCancelReasons } from "@/lib/orders/acts";
import { listCancelReasons as listEndpoint } from "@/lib/wire/order-acts";

export const GET = route(listEndpoint, async ({ actor, params }) => {
  const reasons = await listCancelReasons({ actor, id: params.id });
  return { items: reasons.map(({ id, name, needsText }) => ({ id, name, needs_text: needsText })) };
});
