import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { once } from "./once";

/** Seconds; the contract's webhooks are rated at 1.5 and 2.5. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10];

/** What this process counts by itself: its requests, and what its runtime tells of it. */
export const processMetrics = once("process-metrics", () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "prilavok_http_request_seconds",
    help: "Requests answered by this process, by declared path",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS,
    registers: [registry],
  });
  return { registry, requests };
});

/** Notes one answered request. `route`: the declared path, never the one that was asked, which holds ids. */
export function observeRequest(given: { method: string; route: string; status: number; ms: number }): void {
  const { method, route, status } = given;
  processMetrics().requests.observe({ method, route, status: String(status) }, given.ms / 1000);
}
