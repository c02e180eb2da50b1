import { route } from "@/lib/http/route";
import { tryRetention } from "@/lib/privacy/try-retention";
import { tryRetention as endpoint } from "@/lib/wire/retention";

export const POST = route(endpoint, async ({ body }) => ({ counts: await tryRetention({ rules: body }) }));
