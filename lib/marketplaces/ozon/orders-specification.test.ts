import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { type Answer, impatient, makeContext, type SeenRequest, startTestServer } from "../test-server";
import { createOzonAdapter } from "./adapter";

// Ozon's own OpenAPI document is not part of the repository: it lies beside it where this product is developed.
const FILE = path.resolve(import.meta.dirname, "../../../../shared/marketplaces/ozon-openapi-2026-06.json");

/** Newer than the document of June 2026. */
const NEWER = ["/v3/posting/fbs/package-label/create"];

test.runIf(existsSync(FILE)).each([
  ["newer", ["/v4/posting/fbs/list", "/v3/posting/fbo/list", "/v1/carriage/create"]],
  ["older", ["/v3/posting/fbs/list", "/v2/posting/fbo/list", "/v2/posting/fbs/act/create"]],
] as const)("what is sent about orders in the %s generation is what Ozon describes", async (_, alive) => {
  // Slips of the document's own: a date's picture where a regular expression belongs, `required` as a yes.
  const specification: unknown = JSON.parse(readFileSync(FILE, "utf8"), (key, value: unknown) => {
    const isSlip =
      (key === "pattern" && typeof value === "string" && value.includes("YYYY")) ||
      (key === "required" && typeof value === "boolean");
    return isSlip ? undefined : value;
  });
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(specification as object, "ozon"); // an OpenAPI document is an object
  const requests = await everyRequest(new Set(alive));
  expect(requests.map((request) => request.path)).toEqual(expect.arrayContaining([...alive]));
  for (const { path: method, text } of requests) {
    if (NEWER.includes(method)) continue;
    const body: unknown = JSON.parse(text);
    const pointer = [
      "paths",
      method,
      "post",
      "requestBody",
      "content",
      "application/json",
      "schema",
      "$ref",
    ].reduce(at, specification);
    if (typeof pointer !== "string") {
      expect(body, method).toEqual({});
      continue;
    }
    const validate = ajv.compile({ $ref: `ozon${pointer}` });
    validate(body);
    expect(validate.errors, `${method} ${text}`).toBeNull();
    const known = at(pointer.slice(2).split("/").reduce(at, specification), "properties");
    expect(Object.keys(known as object), method).toEqual(expect.arrayContaining(Object.keys(body as object)));
  }
});

const ALWAYS: Readonly<Record<string, unknown>> = {
  "/v3/posting/fbs/get": {
    result: { posting_number: "1-1-1", order_number: "1-1", delivery_method: { id: 1020000000001 } },
  },
  "/v4/posting/fbs/ship": { result: ["1-1-1"] },
  "/v2/posting/fbs/awaiting-delivery": { result: true },
  "/v2/posting/fbs/cancel": { result: true },
  "/v1/posting/fbs/cancel-reason": { result: [] },
  "/v2/posting/fbs/package-label/create": { result: { tasks: [{ task_id: 8, task_type: "big_label" }] } },
  "/v1/posting/fbs/package-label/get": { result: { status: "pending" } },
  "/v1/carriage/approve": {},
  "/v2/posting/fbs/act/check-status": { result: { status: "ready" } },
  "/v2/posting/fbs/act/get-pdf": "%PDF-1.4",
};
const OF_A_GENERATION: Readonly<Record<string, unknown>> = {
  "/v4/posting/fbs/list": { postings: [], has_next: false },
  "/v3/posting/fbs/list": { result: { postings: [], has_next: false } },
  "/v3/posting/fbo/list": { postings: [], has_next: false },
  "/v2/posting/fbo/list": { result: [] },
  "/v1/carriage/create": { carriage_id: 77 },
  "/v2/posting/fbs/act/create": { result: { id: 78 } },
};

/** One of each request about orders that the connector can make. */
async function everyRequest(alive: ReadonlySet<string>): Promise<SeenRequest[]> {
  const server = await startTestServer(({ path: method }): Answer => {
    const body = ALWAYS[method] ?? (alive.has(method) ? OF_A_GENERATION[method] : undefined);
    return body === undefined ? { status: 404, body: { code: 5, message: "obsolete method" } } : { body };
  });
  const context = makeContext({ baseUrl: server.url, dialect: "v3" });
  const { orders } = createOzonAdapter(impatient).connect(context);
  if (orders === undefined) throw new Error("no orders");
  const period = { since: new Date("2026-10-01T00:00:00Z"), to: new Date("2026-11-01T00:00:00Z") };
  for (const kind of ["own", "fbo"] as const) await orders.listPostings({ kind, ...period, cursor: null });
  for await (const page of orders.listChanged({ since: period.since })) expect(page.postings).toEqual([]);
  await orders.findPosting("1-1-1");
  const product = {
    name: "Плед",
    sku: "160249683",
    offerId: "P-1",
    quantity: 2,
    price: null,
    currency: null,
  };
  await orders.assemble({ postingNumber: "1-1-1", products: [product] });
  await orders.handOver(["1-1-1"]);
  await orders.cancelReasons("1-1-1");
  await orders.cancel({ postingNumber: "1-1-1", reasonId: "402", text: "Закончился" });
  await orders.startLabels(["1-1-1"]);
  await orders.readLabels("v2:8");
  await orders.startAct(["1-1-1"]);
  await orders.readAct(alive.has("/v1/carriage/create") ? "carriage:77" : "act:78");
  await server.close();
  return server.requests;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
