import { AppError } from "@/lib/errors";
import { mayReadMetrics, renderMetrics } from "@/lib/http/metrics";
import { guarded } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Prometheus text: with METRICS_TOKEN, or from this machine when none is set. */
export function GET(request: Request): Promise<Response> {
  return guarded(request, "/api/metrics", async () => {
    if (!mayReadMetrics(request.headers)) throw new AppError("not_allowed");
    return new Response(await renderMetrics(), { headers: { "content-type": "text/plain; version=0.0.4" } });
  });
}
