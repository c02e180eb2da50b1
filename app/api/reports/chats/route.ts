import { route } from "@/lib/http/route";
import { reportChats } from "@/lib/reports/chat-report";
import { getReport } from "@/lib/wire/reports";

export const GET = route(getReport, ({ actor, query }) => reportChats({ actor, ...query }));
