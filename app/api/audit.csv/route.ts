import { auditCsv } from "@/lib/audit/audit-csv";
import { rawRoute } from "@/lib/http/route";
import { exportAudit } from "@/lib/wire/audit";

export const GET = rawRoute(exportAudit, async ({ query }) => {
  return new Response(auditCsv(query), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="audit.csv"',
      "cache-control": "no-store",
    },
  });
});
