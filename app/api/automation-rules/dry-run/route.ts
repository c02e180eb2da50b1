import { tryRule } from "@/lib/automation/try-rule";
import { route } from "@/lib/http/route";
import { tryRule as tryEndpoint } from "@/lib/wire/automation";

export const POST = route(tryEndpoint, ({ body }) => tryRule(body));
