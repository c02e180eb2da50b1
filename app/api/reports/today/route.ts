import { route } from "@/lib/http/route";
import { readDaySoFar } from "@/lib/reports/day-so-far";
import { getDaySoFar } from "@/lib/wire/reports";

export const GET = route(getDaySoFar, ({ actor, query }) => readDaySoFar({ actor, since: query.since }));
