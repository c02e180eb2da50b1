import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { defaultTuning } from "../http";
import { impatient, makeContext, startTestServer, type TestServer } from "../test-server";
import { createOzonClient } from "./client";
import { newestThatAnswers } from "./generations";

let server: TestServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const schema = z.object({ from: z.string() });
const gone = { status: 404, body: { code: 5, message: "obsolete method cannot be used" } };

async function makeAccount(having: Set<string>) {
  server = await startTestServer(({ path }) => (having.has(path) ? { body: { from: path } } : gone));
  const context = makeContext({ baseUrl: server.url, dialect: "v3" });
  const client = createOzonClient(context, "v3", { ...defaultTuning, ...impatient });
  const ask = (path: string) => ({
    name: path,
    ask: async () => (await client.post({ path, body: {}, schema, isRepeatable: true })).body.from,
  });
  const call = () => newestThatAnswers(client, [ask("/v4/thing"), ask("/v3/thing")]);
  const paths = () => server?.requests.splice(0).map((request) => request.path);
  return { context, call, paths };
}

test("the older method is asked where the newer one does not exist, and that is remembered", async () => {
  const { context, call, paths } = await makeAccount(new Set(["/v3/thing"]));
  expect(await call()).toBe("/v3/thing");
  expect(paths()).toEqual(["/v4/thing", "/v3/thing"]);
  expect(await call()).toBe("/v3/thing");
  expect(paths()).toEqual(["/v3/thing"]);
  context.advance(7 * 3600);
  await call();
  expect(paths()).toEqual(["/v4/thing", "/v3/thing"]);
});

test("an older method that ends has the newer one asked at once", async () => {
  const having = new Set(["/v3/thing"]);
  const { call, paths } = await makeAccount(having);
  await call();
  having.clear();
  having.add("/v4/thing");
  paths();
  expect(await call()).toBe("/v4/thing");
  expect(paths()).toEqual(["/v3/thing", "/v4/thing"]);
});

test("where no generation exists its own answer is thrown, and nothing is remembered", async () => {
  const { call, paths } = await makeAccount(new Set());
  await expect(call()).rejects.toMatchObject({ kind: "not_found", method: "/v4/thing" });
  paths();
  await expect(call()).rejects.toMatchObject({ kind: "not_found" });
  expect(paths()).toEqual(["/v4/thing", "/v3/thing"]);
});
