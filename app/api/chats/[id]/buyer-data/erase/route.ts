import { route } from "@/lib/http/route";
import { eraseBuyer } from "@/lib/privacy/erase-buyer";
import { eraseBuyer as endpoint } from "@/lib/wire/retention";

export const POST = route(endpoint, ({ actor, params, body }) =>
  eraseBuyer({ actor, chatId: params.id, confirm: body.confirm }),
);
