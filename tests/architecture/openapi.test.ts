import Ajv2020 from "ajv/dist/2020";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { listEndpoints } from "../../lib/http/endpoints";
import { openApiDocument } from "../../lib/http/openapi";

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema }));
const operation = z.object({
  summary: z.string().min(1),
  "x-access": z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(["path", "query", "header"]), required: z.boolean(), schema }),
  ),
  requestBody: z.object({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string().min(1), content: content.optional() })),
});
/** What the standard asks of a document, as far as ours uses it. */
const document = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation),
  ),
  components: z.object({
    schemas: z.record(z.string(), schema),
    securitySchemes: z.record(z.string(), schema),
  }),
});

// As a caller gets it: what JSON cannot carry is gone.
const written: unknown = JSON.parse(JSON.stringify(openApiDocument()));
const read = document.parse(written);
const operations = Object.entries(read.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ name: `${method.toUpperCase()} ${path}`, path, one })),
);

describe("the OpenAPI document", () => {
  test("lists every endpoint and nothing else", () => {
    const declared = listEndpoints().map((endpoint) => `${endpoint.method} ${endpoint.path}`);
    expect(operations.map(({ name }) => name).sort()).toEqual(declared.sort());
  });

  test.each(operations)("$name describes each part of its path, and no other", ({ path, one }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const described = one.parameters.filter((parameter) => parameter.in === "path");
    expect(described.map((parameter) => parameter.name).sort()).toEqual(inPath);
    expect(described.every((parameter) => parameter.required)).toBe(true);
  });

  test.each(operations)("$name has an answer, an error and usable schemas", ({ one }) => {
    expect(Object.keys(one.responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
    expect(one.responses.default).toBeDefined();
    const bodies = [one.requestBody, ...Object.values(one.responses)].flatMap((part) =>
      Object.values(part?.content ?? {}),
    );
    for (const part of [...one.parameters, ...bodies]) {
      const withPlaces = { ...part.schema, components: read.components };
      expect(() => new Ajv2020({ strict: false, validateFormats: false }).compile(withPlaces)).not.toThrow();
    }
  });

  test("refers only to what it holds", () => {
    const references = [...JSON.stringify(written).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, at]) => at ?? "",
    );
    const find = (at: string) =>
      at
        .split("/")
        .reduce<unknown>((place, step) => z.record(z.string(), z.unknown()).parse(place)[step], written);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((at) => find(at) === undefined)).toEqual([]);
  });

  test("asks for one of the ways to sign in that it names", () => {
    const known = new Set(Object.keys(read.components.securitySchemes));
    for (const { name, one } of operations) {
      const isOpen = one["x-access"] === "public";
      expect(one.security.length === 0, name).toBe(isOpen);
      expect(one.security.flatMap(Object.keys).every((scheme) => known.has(scheme))).toBe(true);
    }
  });
});
