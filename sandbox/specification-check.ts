import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";

// Ozon's own OpenAPI document lies beside the repository and is no part of it.
const SPECIFICATION = path.resolve(process.cwd(), "../shared/marketplaces/ozon-openapi-2026-06.json");

interface Schema {
  [keyword: string]: unknown;
}
interface Specification {
  paths: Record<
    string,
    { post?: { responses: Record<string, { content?: Record<string, { schema: Schema }> }> } }
  >;
  components: { schemas: Record<string, Schema> };
}

/** What is wrong with an answer of a method, by the specification. */
export type ProblemsOf = (methodPath: string, status: number, body: unknown) => ErrorObject[];

/** The check of answers against Ozon's specification, or null where the document is not at hand. */
export function specificationCheck(): ProblemsOf | null {
  if (!existsSync(SPECIFICATION)) {
    process.stderr.write(
      "Ozon's specification is not beside the repository: answers not checked against it.\n",
    );
    return null;
  }
  // The file is Ozon's; a key that is not as expected fails the tests.
  const specification = JSON.parse(readFileSync(SPECIFICATION, "utf8")) as Specification;
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { int64: true, uint64: true, int32: true },
  });
  // CommonJS default export, seen through ESM.
  (addFormats as unknown as (target: Ajv) => void)(ajv);
  ajv.addSchema({ $id: "ozon", components: adaptToLiveBehaviour(specification.components) });
  return (methodPath, status, body) => {
    const responses = specification.paths[methodPath]?.post?.responses ?? {};
    const response = responses[String(status)] ?? responses.default;
    const schema = response?.content?.["application/json"]?.schema;
    if (response === undefined) throw new Error(`${methodPath} has no ${status} in the specification`);
    if (schema === undefined) return [];
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"ozon#/')));
    return validate(body) ? [] : (validate.errors ?? []);
  };
}

/**
 * The one place where live behaviour is known to differ from the specification (research 2.2, 1.2):
 * `has_next` of the list may be text, 2026 brought more chat types and mixed case, and a rating without
 * an earlier value has null for it.
 */
function adaptToLiveBehaviour(components: Specification["components"]): Specification["components"] {
  return JSON.parse(JSON.stringify(components), (key, value: unknown) => {
    if (key === "has_next") return { type: ["boolean", "string"] };
    if (key === "chat_type" || key === "chat_status") return { type: "string" };
    if (key === "past_value") return {};
    // August 2026 brought more types of pushes (research 3.7).
    if (key === "enum" && Array.isArray(value) && value.includes("TYPE_NEW_POSTING")) return undefined;
    if (key === "pattern") return undefined; // of dates, written as " YYYY-MM-DD": no expression at all
    // A slip of the document's own: its words and examples are lists of text there.
    if (isRecord(value) && value.type === "array of strings")
      return { type: "array", items: { type: "string" } };
    return typeof value === "string" && value.startsWith("#/") ? `ozon${value}` : value;
  }) as Specification["components"];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
