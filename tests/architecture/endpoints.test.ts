import { existsSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { may } from "../../lib/access/policy";
import { isEndpoint, listEndpoints } from "../../lib/http/endpoints";
import type { AnyEndpoint } from "../../lib/wire/endpoint";
import { listSources, REPOSITORY, readText } from "./tree";

/** Routes that are no JSON endpoint of ours: each for the reason beside it. */
const UNDECLARED = new Map([
  ["GET app/api/auth/[...all]/route.ts", "the sign-in library's own"],
  ["POST app/api/auth/[...all]/route.ts", "the sign-in library's own"],
  ["POST app/api/webhooks/[marketplace]/[webhookId]/route.ts", "spoken in the marketplace's words"],
  ["GET app/api/health/live/route.ts", "for a supervisor, before anything else works"],
  ["GET app/api/health/ready/route.ts", "for a supervisor, before anything else works"],
  ["GET app/api/metrics/route.ts", "Prometheus text"],
  ["GET app/api/openapi.json/route.ts", "the description itself"],
]);

/** Whoever opens one more door to strangers writes it down here. */
const PUBLIC = [
  "GET /api/set-up",
  "GET /api/sign-in-options",
  "POST /api/invitation/accept",
  "POST /api/invitation/look",
  "POST /api/set-up",
];

const ROLES = ["admin", "supervisor", "operator"] as const;
const METHODS = /export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g;

const endpoints = listEndpoints();
const routeFiles = listSources(["app/api"]).filter((file) => file.endsWith("/route.ts"));
const nameOf = (endpoint: AnyEndpoint) => `${endpoint.method} ${endpoint.path}`;

/** `/api/chats/{id}/read` is answered by `app/api/chats/[id]/read/route.ts`. */
function routeFileOf(endpoint: AnyEndpoint): string {
  return `app${endpoint.path.replaceAll("{", "[").replaceAll("}", "]")}/route.ts`;
}

function methodsOf(file: string): string[] {
  return [...readText(file).matchAll(METHODS)].map(([, method]) => method ?? "");
}

describe("declared and served", () => {
  const declared = endpoints.map((endpoint) => `${endpoint.method} ${routeFileOf(endpoint)}`);

  test("every declared endpoint has its route", () => {
    const missing = endpoints.filter((endpoint) => {
      const file = routeFileOf(endpoint);
      return !existsSync(path.join(REPOSITORY, file)) || !methodsOf(file).includes(endpoint.method);
    });
    expect(missing.map(nameOf)).toEqual([]);
  });

  test("every route is declared, or is a named exception", () => {
    const served = routeFiles.flatMap((file) => methodsOf(file).map((method) => `${method} ${file}`));
    expect(served.filter((name) => !declared.includes(name) && !UNDECLARED.has(name))).toEqual([]);
    expect([...UNDECLARED.keys()].filter((name) => !served.includes(name))).toEqual([]);
  });

  test("no two endpoints claim the same method and path", () => {
    expect(declared).toHaveLength(new Set(declared).size);
  });
});

describe("who may call", () => {
  let declaredAnywhere: AnyEndpoint[] = [];
  beforeAll(async () => {
    // Files are found by looking, so that a new one cannot be forgotten in the list.
    const files = listSources(["lib/wire"]).filter((file) => !file.endsWith(".test.ts"));
    const modules: object[] = await Promise.all(files.map((file) => import(path.join(REPOSITORY, file))));
    declaredAnywhere = modules.flatMap((module) => Object.values(module)).filter(isEndpoint);
  });

  test("every declaration is listed, for the document and for these tests", () => {
    const listed = new Set(endpoints);
    expect(declaredAnywhere.length).toBeGreaterThan(0);
    expect(declaredAnywhere.filter((endpoint) => !listed.has(endpoint)).map(nameOf)).toEqual([]);
  });

  test("every endpoint says who may call it, in words of the policy table", () => {
    for (const { method, path: at, access } of endpoints) {
      if (access === "public" || access === "signed-in") continue;
      expect(
        ROLES.some((role) => may(role, access)),
        `${method} ${at}`,
      ).toBe(true);
      expect(may("admin", access), `${method} ${at}`).toBe(true);
    }
  });

  test("every permission of the policy table is asked for somewhere", () => {
    const granted = [...readText("lib/access/policy.ts").matchAll(/"([a-z]+\.[a-z]+)": \[/g)].map(
      ([, name]) => name,
    );
    const asked = new Set<string | undefined>(endpoints.map((endpoint) => endpoint.access));
    expect(granted.length).toBeGreaterThan(0);
    expect(granted.filter((permission) => !asked.has(permission))).toEqual([]);
  });

  test("only the named endpoints answer strangers", () => {
    const open = endpoints.filter((endpoint) => endpoint.access === "public");
    expect(open.map(nameOf).sort()).toEqual(PUBLIC);
  });

  test("a route asks for a sign-in unless its declaration is public", () => {
    const wrong = endpoints.filter((endpoint) => {
      const text = readText(routeFileOf(endpoint));
      const isOpen = new RegExp(`export const ${endpoint.method} = publicRoute\\(`).test(text);
      return isOpen !== (endpoint.access === "public");
    });
    expect(wrong.map(nameOf)).toEqual([]);
  });
});
