import { z } from "zod";
import { accountRoutes } from "./control-accounts";
import { type ControlCall, type ControlParts, type Routes, Unknown } from "./control-call";
import { marketRoutes } from "./control-market";
import { orderRoutes } from "./control-orders";
import { faultBody, limitsBody, trafficBody } from "./control-protocol";
import { returnRoutes } from "./control-returns";
import { webhookRoutes } from "./control-webhooks";
import { parseJson } from "./wire-json";

export interface ControlAnswer {
  status: number;
  body: unknown;
}

/** Carries out one call of the control API: 200 with the result, 400 with what is wrong, 404. */
export async function control(
  parts: ControlParts,
  request: { method: string; path: string; query: URLSearchParams; body: Buffer },
): Promise<ControlAnswer> {
  for (const [route, handler] of ROUTES) {
    const ids = matchRoute(route, request.method, request.path);
    if (ids === null) continue;
    try {
      const json = request.body.length === 0 ? {} : parseJson(request.body.toString("utf8"));
      return { status: 200, body: (await handler({ parts, ids, query: request.query, json })) ?? {} };
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      return { status: error instanceof Unknown ? 404 : 400, body: { error: message } };
    }
  }
  return { status: 404, body: { error: `no ${request.method} ${request.path}` } };
}

// A route is "METHOD /path/:id"; ids come out in order.
function matchRoute(route: string, method: string, path: string): string[] | null {
  const [routeMethod, routePath = ""] = route.split(" ");
  const wanted = routePath.split("/");
  const given = path.split("/");
  if (routeMethod !== method || wanted.length !== given.length) return null;
  const ids: string[] = [];
  for (const [index, piece] of wanted.entries()) {
    if (piece.startsWith(":")) ids.push(decodeURIComponent(given[index] ?? ""));
    else if (piece !== given[index]) return null;
  }
  return ids;
}

const ROUTES: Routes = [
  ...accountRoutes,
  ...orderRoutes,
  ...returnRoutes,
  ...marketRoutes,
  ...webhookRoutes,
  [
    "GET /_sandbox/health",
    () => ({ status: "ok", pid: process.pid, memory_bytes: process.memoryUsage().rss }),
  ],
  ["GET /_sandbox/faults", ({ parts }) => ({ items: parts.faults.list() })],
  ["POST /_sandbox/faults", ({ parts, json }) => ({ id: parts.faults.set(faultBody.parse(json)) })],
  ["POST /_sandbox/faults/clear", clearFaults],
  ["GET /_sandbox/breaches", ({ parts }) => ({ items: parts.limits.listBreaches() })],
  ["PUT /_sandbox/limits", ({ parts, json }) => parts.limits.change(limitsBody.parse(json))],
  ["GET /_sandbox/requests", listRequests],
  ["PUT /_sandbox/requests/bodies", recordBodies],
  ["POST /_sandbox/counters/reset", resetCounters],
  ["POST /_sandbox/traffic", ({ parts, json }) => parts.traffic.set(trafficBody.parse(json))],
];

function clearFaults({ parts, json }: ControlCall): void {
  parts.faults.clear(
    z.strictObject({ id: z.number().optional(), client_id: z.string().optional() }).parse(json),
  );
}

function listRequests({ parts, query }: ControlCall): unknown {
  const items = parts.requests.list({ clientId: query.get("client_id"), path: query.get("path") });
  return { items, counts: parts.requests.listCounts() };
}

function recordBodies({ parts, json }: ControlCall): void {
  parts.requests.recordsBodies = z.strictObject({ enabled: z.boolean() }).parse(json).enabled;
}

function resetCounters({ parts }: ControlCall): void {
  parts.limits.reset();
  parts.requests.reset();
  parts.webhooks.stats.reset();
}
