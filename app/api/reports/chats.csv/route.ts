import { rawRoute } from "@/lib/http/route";
import { reportChats } from "@/lib/reports/chat-report";
import { toCsv } from "@/lib/reports/to-csv";
import { getReportCsv } from "@/lib/wire/reports";

export const GET = rawRoute(getReportCsv, async ({ actor, query }) => {
  const { by, ...given } = query;
  return new Response(toCsv(await reportChats({ actor, ...given }), by), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="chats-by-${by}-${given.from.slice(0, 10)}.csv"`,
      "cache-control": "no-store",
    },
  });
});
