import { headers } from "next/headers";
import { listRecipients } from "@/lib/broadcasts/list-recipients";
import { route } from "@/lib/http/route";
import { languageOf } from "@/lib/i18n/error-sentence";
import { listRecipients as listEndpoint } from "@/lib/wire/broadcast-results";

export const GET = route(listEndpoint, async ({ actor, params, query }) => {
  const given = await headers();
  const language = languageOf({
    cookie: given.get("cookie"),
    acceptLanguage: given.get("accept-language"),
  });
  return listRecipients({ actor, broadcastId: params.id, language, query });
});
