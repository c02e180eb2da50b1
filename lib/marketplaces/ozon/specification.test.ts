import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import { impatient, makeContext, type SeenRequest, startTestServer } from "../test-server";
import { createOzonAdapter } from "./adapter";

// Ozon's own OpenAPI document is not part of the repository: it lies beside it where this product is developed.
const FILE = path.resolve(import.meta.dirname, "../../../../shared/marketplaces/ozon-openapi-2026-06.json");
const ID = "3000000000817031942";

describe("what the v3 connector sends, against Ozon's specification", () => {
  if (!existsSync(FILE)) {
    test("specification not here: nothing compared", () => {
      expect(existsSync(FILE)).toBe(false);
    });
    return;
  }

  test("every request is one that Ozon describes", async () => {
    // A slip of the document's own: a date's picture where a regular expression belongs.
    const specification: unknown = JSON.parse(readFileSync(FILE, "utf8"), (key, value: unknown) =>
      key === "pattern" && typeof value === "string" && value.includes("YYYY") ? undefined : value,
    );
    const requests = await everyRequest();
    expect([...new Set(requests.map((request) => request.path))].sort()).toEqual([
      "/v1/chat/send/file",
      "/v1/chat/send/message",
      "/v1/description-category/tree",
      "/v1/roles",
      "/v1/seller/info",
      "/v2/chat/read",
      "/v3/chat/history",
      "/v3/chat/list",
      "/v3/posting/fbs/get",
      "/v3/product/info/list",
      "/v4/posting/fbs/list",
    ]);
    // Ozon's formats (uint64) are not JSON Schema's; the types beside them are checked.
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(specification as object, "ozon"); // an OpenAPI document is an object
    let compared = 0;
    for (const request of requests) {
      const pointer = schemaPointer(specification, request.path);
      const body: unknown = JSON.parse(request.text);
      expect(request.headers).toMatchObject({ "client-id": "7", "api-key": "secret-key" });
      if (pointer === null) {
        expect(body).toEqual({});
        continue;
      }
      compared += 1;
      const validate = ajv.compile({ $ref: `ozon${pointer}` });
      validate(body);
      expect(validate.errors, `${request.path} ${request.text}`).toBeNull();
      expect(
        Object.keys(body as object).filter((key) => !propertiesAt(specification, pointer).includes(key)),
      ).toEqual([]);
    }
    expect(compared).toBeGreaterThanOrEqual(6);
  });
});

/** One of each request that the connector can make. */
async function everyRequest(): Promise<SeenRequest[]> {
  const chat = {
    chat_id: "c",
    chat_status: "OPENED",
    chat_type: "BUYER_SELLER",
    created_at: "2026-06-26T07:45:30Z",
  };
  const message = {
    message_id: 1,
    user: { id: "1", type: "Customer" },
    created_at: "2026-06-26T07:45:30Z",
    data: [""],
  };
  const answers: Record<string, object> = {
    "/v1/roles": { expires_at: "2027-01-01T00:00:00Z", roles: [] },
    "/v1/seller/info": { company: { name: "Дом" } },
    "/v3/chat/list": { chats: [{ chat, last_message_id: 9, unread_count: 0 }], cursor: "c1", has_next: true },
    "/v3/chat/history": { messages: [message], has_next: false },
    "/v1/chat/send/message": { result: "success" },
    "/v1/chat/send/file": { result: "success" },
    "/v2/chat/read": { unread_count: 0 },
    "/v4/posting/fbs/list": { postings: [], has_next: false },
    "/v3/posting/fbs/get": { result: { posting_number: "1-1-1", order_number: "1-1", status: "delivering" } },
    "/v3/product/info/list": { items: [{ offer_id: "A", description_category_id: 17 }] },
    "/v1/description-category/tree": {
      result: [{ description_category_id: 17, category_name: "Пледы", children: [] }],
    },
  };
  const server = await startTestServer((request) => ({ body: answers[request.path] ?? {} }));
  const context = makeContext({ baseUrl: server.url, dialect: "v3" });
  const adapter = createOzonAdapter(impatient);
  const { chats, orders, products } = adapter.connect(context);
  await adapter.probe({ ...context, dialect: null });
  await chats.listChats({ cursor: { token: "c1" } });
  for (const afterExternalId of [null, ID]) {
    for await (const page of chats.history({ chatExternalId: "c", afterExternalId }))
      expect(page.unreadable).toEqual([]);
  }
  await chats.sendText({ chatExternalId: "c", text: "Здравствуйте", chatSecret: null });
  const file = { name: "a.png", mimeType: "image/png", bytes: Buffer.from("iVBORw0KGgo=", "base64") };
  await chats.sendFile?.({ chatExternalId: "c", file, chatSecret: null });
  await orders?.findPostings(["0132112277-0101"]);
  await orders?.findPosting("0132112277-0101-1");
  for await (const page of orders?.listChanged({ since: new Date() }) ?? [])
    expect(page.until).not.toBeNull();
  expect(await products?.findProducts(["A"])).toMatchObject([{ offerId: "A", category: "Пледы" }]);
  await chats.markRead?.({ chatExternalId: "c", upToExternalId: ID });
  await server.close();
  return server.requests;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

/** The `$ref` of a method's request body; null for a method that takes none. */
function schemaPointer(specification: unknown, method: string): string | null {
  const keys = ["paths", method, "post", "requestBody", "content", "application/json", "schema", "$ref"];
  const pointer = keys.reduce(at, specification);
  return typeof pointer === "string" ? pointer : null;
}

function propertiesAt(specification: unknown, pointer: string): string[] {
  const properties = at(pointer.slice(2).split("/").reduce(at, specification), "properties");
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
