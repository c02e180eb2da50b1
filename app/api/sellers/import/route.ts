import { route } from "@/lib/http/route";
import { importSellers as importLines } from "@/lib/sellers/import-sellers";
import { importSellers } from "@/lib/wire/seller-keys";

export const POST = route(importSellers, async ({ actor, body, language }) => {
  const { csv, is_dry_run: isDryRun } = body;
  return { lines: await importLines({ actor, csv, isDryRun, language }) };
});
