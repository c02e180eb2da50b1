import { listRecipients } from "@/lib/broadcasts/list-recipients";
import { route } from "@/lib/http/route";
import { listRecipients as listEndpoint } from "@/lib/wire/broadcast-results";

export const GET = route(listEndpoint, ({ actor, language, params, query }) =>
  listRecipients({ actor, broadcastId: params.id, language, query }),
);
