import { route } from "@/lib/http/route";
import { createDocument } from "@/lib/orders/documents";
import { createDocument as createEndpoint } from "@/lib/wire/order-acts";

export const POST = route(createEndpoint, async ({ actor, body, language }) => ({
  document: await createDocument({
    actor,
    language,
    sellerId: body.seller_id,
    kind: body.kind,
    postingNumbers: body.posting_numbers,
  }),
}));
