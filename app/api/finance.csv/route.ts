import { financeCsv } from "@/lib/finance/finance-csv";
import { rawRoute } from "@/lib/http/route";
import { getFinanceCsv } from "@/lib/wire/finance";

export const GET = rawRoute(getFinanceCsv, async ({ actor, query }) => {
  return new Response(financeCsv({ actor, query }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="finance-${query.of}-${query.from}.csv"`,
      "cache-control": "no-store",
    },
  });
});
