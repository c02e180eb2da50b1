import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { expect, test } from "vitest";
import type { ReturnAct } from "../return-port";
import { impatient, makeContext, type SeenRequest, startTestServer } from "../test-server";
import { createOzonAdapter } from "./adapter";

// Ozon's own OpenAPI document lies beside the repository where this product is developed.
const FILE = path.resolve(import.meta.dirname, "../../../../shared/marketplaces/ozon-openapi-2026-06.json");

test.runIf(existsSync(FILE))("requests for returns and money are ones that Ozon describes", async () => {
  // A slip of the document's own: a date's picture where a regular expression belongs.
  const specification: unknown = JSON.parse(readFileSync(FILE, "utf8"), (key, value: unknown) =>
    key === "pattern" && typeof value === "string" && value.includes("YYYY") ? undefined : value,
  );
  // Ozon's formats (uint64) are not JSON Schema's; the types beside them are checked.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(specification as object, "ozon"); // an OpenAPI document is an object
  const requests = [...(await everyRequest(true)), ...(await everyRequest(false))];
  expect(new Set(requests.map((request) => request.path)).size).toBe(12);
  for (const request of requests) {
    const body: unknown = JSON.parse(request.text);
    const pointer = [
      "paths",
      request.path,
      "post",
      "requestBody",
      "content",
      "application/json",
      "schema",
      "$ref",
    ].reduce(at, specification);
    if (typeof pointer !== "string") {
      expect(body, request.path).toEqual({});
      continue;
    }
    const validate = ajv.compile({ $ref: `ozon${pointer}` });
    validate(body);
    expect(validate.errors, `${request.path} ${request.text}`).toBeNull();
    const known = Object.keys(at(pointer.slice(2).split("/").reduce(at, specification), "properties") ?? {});
    expect(Object.keys(body as object).filter((key) => !known.includes(key))).toEqual([]); // a request is an object
  }
});

/** One of each request, of an account with the newer methods or with the older ones. */
async function everyRequest(isNewer: boolean): Promise<SeenRequest[]> {
  const server = await startTestServer((request) => {
    const isGone = isNewer ? request.path.startsWith("/v3/") : /accrual|action\/set/.test(request.path);
    if (isGone) return { status: 404, body: { message: "obsolete method cannot be used" } };
    const one = { accrual_id: 1, total_amount: { amount: "1", currency: "RUB" } };
    return {
      body: { returns: [], has_next: false, accruals: [one], last_id: "", operations: [], page_count: 1 },
    };
  });
  const credentials = { clientId: isNewer ? "71" : "72", apiKey: "secret-key" };
  const dialect = isNewer ? "v3" : "v1";
  const { returns, money } = createOzonAdapter(impatient).connect(
    makeContext({ baseUrl: server.url, dialect, credentials }),
  );
  const period = { since: new Date("2026-11-01"), to: new Date("2026-11-20"), cursor: { last_id: "7" } };
  await returns?.listParcels(period);
  await returns?.listRequests(period);
  await returns?.findRequest("8000123456").catch(() => null);
  const means: ReturnAct["means"][] = ["accept", "receive", "reject", "compensate", "refund"];
  for (const meaning of means) {
    const given = {
      externalId: "8000123456",
      actId: "-1",
      text: "Нет",
      amount: "500.10",
      rejectionId: "103",
    };
    await returns?.decide({ ...given, means: meaning });
  }
  await money?.listDays({ from: "2026-11-01", to: "2026-11-20" });
  await server.close();
  return server.requests;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
