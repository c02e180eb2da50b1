import { route } from "@/lib/http/route";
import { previewKey } from "@/lib/sellers/preview-key";
import { tryKey } from "@/lib/wire/seller-keys";

export const POST = route(tryKey, async ({ body }) => ({ key: await previewKey(body) }));
