import { route } from "@/lib/http/route";
import { changeRetention, readRetention } from "@/lib/privacy/retention-rules";
import { changeRetention as changing, getRetention } from "@/lib/wire/retention";

export const GET = route(getRetention, async () => ({ rules: await readRetention() }));

export const PUT = route(changing, async ({ actor, body }) => ({
  rules: await changeRetention({ actor, rules: body }),
}));
