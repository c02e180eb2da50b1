import { openApiDocument } from "@/lib/http/openapi";

export const dynamic = "force-dynamic";

/** Every route, from the schemas that validate them. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
