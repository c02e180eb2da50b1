import { z } from "zod";
import type { AnyEndpoint } from "../wire/endpoint";
import { errorStatus } from "../wire/error-codes";
import { errorAnswer } from "../wire/errors";
import { listEndpoints } from "./endpoints";

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of every declared route, from the very schemas that validate them. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of listEndpoints()) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Prilavok", version: "1" },
    paths,
    components: {
      schemas: { Error: schemaOf(errorAnswer, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "prilavok.session_token" },
        token: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function operationOf(endpoint: AnyEndpoint): Json {
  const hasBody = ["POST", "PATCH", "PUT"].includes(endpoint.method);
  const isEmpty = endpoint.status === 204;
  return {
    summary: endpoint.summary,
    "x-access": endpoint.access,
    security: endpoint.access === "public" ? [] : [{ session: [] }, { token: [] }],
    parameters: [
      ...parametersOf(endpoint.params, "path"),
      ...parametersOf(endpoint.query, "query"),
      ...(endpoint.isIdempotent
        ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string" } }]
        : []),
    ],
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(endpoint.body, "input") } },
          },
        }
      : {}),
    responses: {
      [endpoint.status]: isEmpty
        ? { description: "Done" }
        : {
            description: "Answer",
            content: { [mediaTypeOf(endpoint)]: { schema: schemaOf(endpoint.answer, "output") } },
          },
      default: {
        description: `Refused: one of ${[...new Set(Object.values(errorStatus))].sort().join(", ")}`,
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

function mediaTypeOf(endpoint: AnyEndpoint): string {
  return endpoint.path === "/api/events" ? "text/event-stream" : "application/json";
}

function parametersOf(schema: z.ZodType, place: "path" | "query"): Json[] {
  const { properties, required } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, given]) => ({
    name,
    in: place,
    required: place === "path" || (required ?? []).includes(name),
    schema: given,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
