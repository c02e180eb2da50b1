import { exportRecipients } from "@/lib/broadcasts/recipients-csv";
import { rawRoute } from "@/lib/http/route";
import { exportRecipients as exportEndpoint } from "@/lib/wire/broadcast-results";

export const GET = rawRoute(exportEndpoint, async ({ actor, language, params, query }) => {
  const table = await exportRecipients({ actor, broadcastId: params.id, language, filters: query });
  return new Response(table, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="recipients.csv"',
      "cache-control": "no-store",
    },
  });
});
