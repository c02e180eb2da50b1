import { fileResponse } from "@/lib/http/file-response";
import { rawRoute } from "@/lib/http/route";
import { openPicture } from "@/lib/products/open-picture";
import { getProductPicture } from "@/lib/wire/products";

export const GET = rawRoute(getProductPicture, async ({ actor, params, query, request }) =>
  fileResponse(request, await openPicture({ actor, productId: params.id, n: query.n })),
);
