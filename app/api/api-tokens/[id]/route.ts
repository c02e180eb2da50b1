import { removeApiToken } from "@/lib/auth/api-tokens";
import { route } from "@/lib/http/route";
import { removeApiToken as removeEndpoint } from "@/lib/wire/api-tokens";

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeApiToken({ actor, tokenId: params.id });
  return null;
});
