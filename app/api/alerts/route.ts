import { route } from "@/lib/http/route";
import { listAlerts } from "@/lib/operations/list-alerts";
import { listAlerts as endpoint } from "@/lib/wire/operations";

export const GET = route(endpoint, ({ query }) => listAlerts(query));
