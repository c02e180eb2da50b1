import { rawRoute } from "@/lib/http/route";
import { exportBuyer } from "@/lib/privacy/export-buyer";
import { exportBuyer as endpoint } from "@/lib/wire/retention";

export const GET = rawRoute(endpoint, async ({ actor, params }) => {
  const data = await exportBuyer({ actor, chatId: params.id });
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="buyer-${params.id}.json"`,
      "cache-control": "no-store",
    },
  });
});
