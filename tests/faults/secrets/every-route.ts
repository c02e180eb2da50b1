import fc from "fast-check";
import { fromSchema, type JsonSchema } from "../../integration/api/hostile";
import type { Api } from "../../support/api";

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: JsonSchema | null;
}

interface DocumentedOperation {
  readonly requestBody?: { content: Record<string, { schema: JsonSchema } | undefined> };
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** What would lock the caller out, or change the rules for everybody, comes at the end of each method's turn. */
const LAST = ["/api/security-rules", "/api/me/sessions", "/api/me/two-factor"];
const SEED = 20_261_121;

/** Every route of the OpenAPI document but the endless stream; a new one is among them by itself. Reading first. */
async function readOperations(api: Api): Promise<Operation[]> {
  const { body } = await api.get("/api/openapi.json");
  // The document's own shape, checked by tests/architecture/openapi.test.ts.
  const paths: Record<string, Record<string, DocumentedOperation>> = body.paths;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => ({
      method: verb.toUpperCase(),
      path,
      body: operation.requestBody?.content["application/json"]?.schema ?? null,
    })),
  );
  const rank = ({ method, path }: Operation) => METHODS.indexOf(method) * 2 + (LAST.includes(path) ? 1 : 0);
  return operations.filter(({ path }) => path !== "/api/events").sort((a, b) => rank(a) - rank(b));
}

/**
 * Calls every route, with each of these ids where it takes one and a body that fits its schema. What comes back is
 * whatever the caller's `overhear` hears. Answers how many routes and calls there were.
 */
export async function callEveryRoute(
  api: Api,
  { ids }: { ids: readonly string[] },
): Promise<{ routes: number; calls: number }> {
  const operations = await readOperations(api);
  let calls = 0;
  for (const { method, path, body } of operations) {
    const addresses = path.includes("{") ? ids.map((id) => path.replaceAll(/\{\w+\}/g, id)) : [path];
    for (const address of addresses) {
      const given = body === null ? {} : fc.sample(fromSchema(body), { numRuns: 1, seed: SEED + calls })[0];
      calls += 1;
      await call(api, method, address, given);
    }
  }
  return { routes: operations.length, calls };
}

async function call(api: Api, method: string, path: string, body: unknown): Promise<unknown> {
  switch (method) {
    case "POST":
      return api.post(path, body);
    case "PUT":
      return api.put(path, body);
    case "PATCH":
      return api.patch(path, body);
    case "DELETE":
      return api.delete(path);
    default:
      return api.get(path);
  }
}
