import { listAuditActions } from "@/lib/audit/list";
import { route } from "@/lib/http/route";
import { listAuditActions as endpoint } from "@/lib/wire/audit";

export const GET = route(endpoint, async () => ({ items: await listAuditActions() }));
