import { route } from "@/lib/http/route";
import { listRemovedSellers as listRemoved } from "@/lib/sellers/purge-seller";
import { listRemovedSellers } from "@/lib/wire/seller-keys";

export const GET = route(listRemovedSellers, async () => ({ items: await listRemoved() }));
