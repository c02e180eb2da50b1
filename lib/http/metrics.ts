import { timingSafeEqual } from "node:crypto";
import { Counter, Gauge, Registry } from "prom-client";
import { env } from "../env";
import { processMetrics } from "../metrics";
import { type Figure, readFigures } from "../operations/read-figures";
import { countOpenStreams } from "../realtime/stream";

/** With a token set: whoever has it. Without: only callers on this machine, not those a proxy passes on. */
export function mayReadMetrics(headers: Headers): boolean {
  const wanted = env().METRICS_TOKEN;
  if (wanted === undefined) return isLoopback(headers);
  const given = Buffer.from(headers.get("authorization") ?? "");
  const expected = Buffer.from(`Bearer ${wanted}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Our own server writes this header from the socket, or from a proxy near it. */
function isLoopback(headers: Headers): boolean {
  const addresses = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  return addresses.every((address) => /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/.test(address));
}

/** Prometheus' text form: what holds for the whole product, and what this process counts by itself. */
export async function renderMetrics(): Promise<string> {
  const shared = new Registry();
  for (const figure of await readFigures()) write(shared, figure);
  const streams = {
    name: "prilavok_event_streams",
    help: "Event streams open in this process",
    kind: "gauge" as const,
    values: [{ labels: {}, value: countOpenStreams() }],
  };
  write(shared, streams);
  return Registry.merge([shared, processMetrics().registry]).metrics();
}

function write(registry: Registry, figure: Figure): void {
  const { name, help } = figure;
  const labelNames = Object.keys(figure.values[0]?.labels ?? {});
  const settings = { name, help, labelNames, registers: [registry] };
  // A counter kept elsewhere is a sum already: a fresh one is told it once.
  if (figure.kind === "counter") {
    const counter = new Counter(settings);
    for (const { labels, value } of figure.values) counter.inc({ ...labels }, value);
    return;
  }
  const gauge = new Gauge(settings);
  for (const { labels, value } of figure.values) gauge.set({ ...labels }, value);
}
