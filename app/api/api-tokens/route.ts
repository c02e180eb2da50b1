import { createApiToken, listApiTokens } from "@/lib/auth/api-tokens";
import { route } from "@/lib/http/route";
import { createApiToken as createEndpoint, listApiTokens as listEndpoint } from "@/lib/wire/api-tokens";

export const GET = route(listEndpoint, ({ query }) => listApiTokens(query));
export const POST = route(createEndpoint, ({ actor, body }) =>
  createApiToken({
    actor,
    name: body.name,
    expiresAt: body.expires_at === null ? null : new Date(body.expires_at),
    scopes: body.scopes,
  }),
);
