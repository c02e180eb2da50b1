import { route } from "@/lib/http/route";
import { acceptReturn } from "@/lib/returns/accept-return";
import { requireToldSeller } from "@/lib/sellers/require-told-seller";
import { ozonAcceptReturn } from "@/lib/wire/crm";

export const POST = route(ozonAcceptReturn, async ({ actor, body, idempotencyKey }) => {
  const sellerId = await requireToldSeller(actor, body);
  const returnId = String(body.return_id);
  return { action: await acceptReturn({ actor, sellerId, returnId, idempotencyKey }) };
});
