import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { Attributes, Context, Span, Tracer } from "@opentelemetry/api";
import { env } from "./env";
import { once } from "./once";
import { requestContext } from "./request-context";

/**
 * Spans for whoever has a collector (OTEL_EXPORTER_OTLP_ENDPOINT). Without one, nothing of it is loaded and every
 * function here does its work and no more. Our tracer is known to nobody else: libraries that would send addresses
 * with ids and search words find none. Attributes hold ids, declared paths and kinds; never a text, never a secret.
 */
type Api = typeof import("@opentelemetry/api");

interface Running {
  readonly api: Api;
  readonly tracer: Tracer;
  readonly shutdown: () => Promise<void>;
}

const state = once("tracing", () => ({ running: null as Running | null }));
const around = once("tracing-around", () => new AsyncLocalStorage<Context>());

/** Starts sending spans, where a collector is set. Called once by each process as it begins. */
export async function startTracing(part: "web" | "workers"): Promise<void> {
  const address = env().OTEL_EXPORTER_OTLP_ENDPOINT;
  if (address === undefined || state().running !== null) return;
  // Heavy, and of use to few: loaded only where somebody listens.
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${address.replace(/\/+$/, "")}/v1/traces` });
  const random = new sdk.RandomIdGenerator();
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({
      "service.name": env().OTEL_SERVICE_NAME,
      "service.namespace": "prilavok",
      "prilavok.part": part,
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
    idGenerator: {
      generateSpanId: () => random.generateSpanId(),
      generateTraceId: () => traceIdOf(requestContext()?.requestId) ?? random.generateTraceId(),
    },
  });
  state().running = { api, tracer: provider.getTracer("prilavok"), shutdown: () => provider.shutdown() };
}

/** Sends what is left and ends. A collector that does not answer must not hold the process: its error is nobody's. */
export async function stopTracing(): Promise<void> {
  const { running } = state();
  state().running = null;
  await running?.shutdown().catch(() => undefined);
}

/** Everything one request causes, in whatever process, is one trace: its id follows from the request's. */
function traceIdOf(requestId: string | undefined): string | null {
  return requestId === undefined ? null : createHash("sha256").update(requestId).digest("hex").slice(0, 32);
}

interface SpanGiven {
  /** Of few: a declared path, a job's name. */
  readonly name: string;
  readonly kind: "server" | "consumer" | "client" | "internal";
  readonly attributes?: Attributes;
}

const kinds = { internal: 0, server: 1, client: 2, consumer: 4 } as const; // numbers of the API's SpanKind

/** What work may add to its span once it knows. */
export type Tell = (attributes: Attributes) => void;

/** Runs the work inside a span. One of another request than the span around it begins its own, linked to that. */
export async function inSpan<T>(given: SpanGiven, work: (tell: Tell) => Promise<T>): Promise<T> {
  const { running } = state();
  if (running === null) return work(() => undefined);
  const { api, tracer } = running;
  const { parent, links } = parentOf(api);
  const span = tracer.startSpan(
    given.name,
    { kind: kinds[given.kind], attributes: { ...given.attributes, ...ownAttributes() }, links },
    parent,
  );
  try {
    return await around().run(api.trace.setSpan(parent, span), () =>
      work((more) => span.setAttributes(more)),
    );
  } catch (error) {
    fail(span, error instanceof Error ? error.name : "error");
    throw error;
  } finally {
    span.end();
  }
}

/** A span of something that has just ended. */
export function noteSpan(given: SpanGiven & { startedAt: Date; ms: number; failure: string | null }): void {
  const { running } = state();
  if (running === null) return;
  const { parent, links } = parentOf(running.api);
  const span = running.tracer.startSpan(
    given.name,
    {
      kind: kinds[given.kind],
      attributes: { ...given.attributes, ...ownAttributes() },
      links,
      startTime: given.startedAt,
    },
    parent,
  );
  if (given.failure !== null) fail(span, given.failure);
  span.end(new Date(given.startedAt.getTime() + given.ms));
}

function parentOf(api: Api) {
  const outer = around().getStore() ?? api.ROOT_CONTEXT;
  const outerSpan = api.trace.getSpanContext(outer);
  const traceId = traceIdOf(requestContext()?.requestId);
  const isOfAnother = outerSpan !== undefined && traceId !== null && outerSpan.traceId !== traceId;
  if (!isOfAnother) return { parent: outer, links: [] };
  return { parent: api.ROOT_CONTEXT, links: [{ context: outerSpan }] };
}

function ownAttributes(): Attributes {
  const context = requestContext();
  return context === null ? {} : { "prilavok.request_id": context.requestId };
}

/** An error's message may hold anything: its kind is enough. */
function fail(span: Span, kind: string): void {
  span.setAttribute("error.type", kind);
  span.setStatus({ code: 2 }); // SpanStatusCode.ERROR
}
