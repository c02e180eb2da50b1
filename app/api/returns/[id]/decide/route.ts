import { route } from "@/lib/http/route";
import { decideReturn } from "@/lib/returns/decide-return";
import { decideReturn as endpoint } from "@/lib/wire/returns";

export const POST = route(endpoint, async ({ actor, params, body, idempotencyKey }) => ({
  action: await decideReturn({ actor, returnId: params.id, given: body, idempotencyKey }),
}));
