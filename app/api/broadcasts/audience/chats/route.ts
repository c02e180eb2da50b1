import { listAudience } from "@/lib/broadcasts/list-audience";
import { route } from "@/lib/http/route";
import { listAudience as endpoint } from "@/lib/wire/audience";

export const POST = route(endpoint, ({ actor, body: { reason, limit, cursor, ...terms } }) =>
  listAudience({ actor, terms, reason, limit, cursor }),
);
