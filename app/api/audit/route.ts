import { listAudit } from "@/lib/audit/list";
import { route } from "@/lib/http/route";
import { listAudit as endpoint } from "@/lib/wire/audit";

export const GET = route(endpoint, ({ query }) => listAudit({ query }));
