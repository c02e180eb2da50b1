import { headers } from "next/headers";
import { route } from "@/lib/http/route";
import { languageOf } from "@/lib/i18n/error-sentence";
import { importSellers as importLines } from "@/lib/sellers/import-sellers";
import { importSellers } from "@/lib/wire/seller-keys";

export const POST = route(importSellers, async ({ actor, body }) => {
  const given = await headers();
  const language = languageOf({
    cookie: given.get("cookie"),
    acceptLanguage: given.get("accept-language"),
  });
  const { csv, is_dry_run: isDryRun } = body;
  return { lines: await importLines({ actor, csv, isDryRun, language }) };
});
